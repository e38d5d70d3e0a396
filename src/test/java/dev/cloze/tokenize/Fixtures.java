package dev.cloze.tokenize;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The recorded outputs and the small tokenizers beside them. */
final class Fixtures {
  private Fixtures() {}

  static Path path(String resource) {
    try {
      return Path.of(Fixtures.class.getResource("/" + resource).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(resource, e);
    }
  }

  static JsonNode json(String resource) {
    try {
      return new ObjectMapper().readTree(path(resource).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PretrainedTokenizer tokenizer(String model) {
    return PretrainedTokenizer.load(path("golden/openprompt/" + model));
  }

  /** A tokenizer folder made of some files of another. */
  static Path copy(Path from, Path to, String... names) throws IOException {
    for (String name : names) {
      Files.copy(from.resolve(name), to.resolve(name));
    }
    return to;
  }

  static PromptTokenizer prompts(
      PretrainedTokenizer tokenizer, String template, ModelKind kind, int maxLength) {
    return new PromptTokenizer(
        tokenizer,
        Template.parse(template),
        kind,
        PromptTokenizerOptions.defaults().withMaxLength(maxLength));
  }

  static List<Integer> ints(JsonNode array) {
    return new ObjectMapper().convertValue(array, new TypeReference<>() {});
  }

  static List<Integer> ints(int[] array) {
    return ImmutableIntArray.copyOf(array).asList();
  }
}
