package dev.cloze.tokenize;

import com.google.common.collect.ImmutableList;
import dev.cloze.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Prompts as tests write them down. */
final class Shown {
  private static final String SPECIAL = "[PAD] [UNK] [CLS] [SEP] [MASK] ";

  private Shown() {}

  /** A BERT tokenizer that knows these words whole. */
  static PretrainedTokenizer words(Path folder, String words) {
    try {
      Files.writeString(folder.resolve("vocab.txt"), (SPECIAL + words).replace(' ', '\n'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return PretrainedTokenizer.load(folder);
  }

  static PromptTokenizer prompts(
      PretrainedTokenizer tokenizer, ModelKind kind, String template, int maxLength) {
    return prompts(
        tokenizer, kind, template, new PromptTokenizerOptions(maxLength, Truncation.TAIL));
  }

  static PromptTokenizer prompts(
      PretrainedTokenizer tokenizer,
      ModelKind kind,
      String template,
      PromptTokenizerOptions options) {
    return new PromptTokenizer(tokenizer, Template.parse(template), kind, options);
  }

  /** The tokens with spaces between, soft ones by their row. */
  static String tokens(EncodedPrompt prompt, PretrainedTokenizer tokenizer) {
    return ids(prompt).stream()
        .map(id -> id < 0 ? "soft" + id : tokenizer.token(id))
        .collect(Collectors.joining(" "));
  }

  /** The ids, soft rows as negative numbers. */
  static List<Integer> ids(EncodedPrompt prompt) {
    return IntStream.range(0, prompt.length())
        .mapToObj(i -> prompt.softIds().get(i) > 0 ? -prompt.softIds().get(i) : prompt.ids().get(i))
        .toList();
  }

  /** The ids of pieces, each text tokenized by itself, numbers as they are. */
  static List<Integer> pieces(PretrainedTokenizer tokenizer, Object... pieces) {
    ImmutableList.Builder<Integer> ids = ImmutableList.builder();
    for (Object piece : pieces) {
      if (piece instanceof Integer number) {
        ids.add(number);
      } else {
        IntStream.of(tokenizer.encode((String) piece)).forEach(ids::add);
      }
    }
    return ids.build();
  }
}
