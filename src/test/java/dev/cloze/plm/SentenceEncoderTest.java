package dev.cloze.plm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import dev.cloze.nn.Pass;
import dev.cloze.nn.Plan;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.weights.Safetensors;
import dev.cloze.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceEncoderTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/plm");
  private static final Path EXPECTED = Path.of("src/test/resources/sentence/expected.json");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta"})
  void givesTheVectorsOfTheReference(String family) throws IOException {
    JsonNode expected = new ObjectMapper().readTree(EXPECTED.toFile());

    List<ImmutableDoubleArray> found = encode(GOLDEN.resolve(family), texts(expected));

    for (int i = 0; i < found.size(); i++) {
      JsonNode vector = expected.at("/vectors/" + family + "/" + i);
      assertThat(found.get(i).length()).isEqualTo(vector.size());
      for (int j = 0; j < vector.size(); j++) {
        assertThat(found.get(i).get(j)).isCloseTo(vector.get(j).doubleValue(), within(2e-6));
      }
      assertThat(found.get(i).stream().map(x -> x * x).sum()).isCloseTo(1, within(1e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta"})
  void needsNoHeadAndNoPrefixOfNames(String family) throws IOException {
    List<String> texts = List.of("the ferry was late", "a boat");
    withoutHead(GOLDEN.resolve(family), family + ".");

    assertThat(encode(folder, texts)).isEqualTo(encode(GOLDEN.resolve(family), texts));
  }

  @Test
  void readsNoMoreThanTheModelHasPositionsFor() {
    String longest = String.join(" ", Collections.nCopies(400, "the"));

    assertThat(encode(GOLDEN.resolve("bert"), List.of(longest)))
        .isEqualTo(encode(GOLDEN.resolve("bert"), List.of(longest + " ferry")));
  }

  @Test
  void refusesToFillMasksWithoutAHead() {
    try (LanguageModel model =
        Architectures.loadEncoder(GOLDEN.resolve("bert"), LoadOptions.defaults())) {
      assertThatThrownBy(
              () ->
                  Scope.run(
                      () ->
                          model.logits(
                              Pass.scoring(Plan.EMPTY, NumberFormat.F32),
                              Tensor.zeros(NumberFormat.F32, 1, 48))))
          .hasMessage(
              "a bert that was loaded without its language-model head cannot fill a mask" + "");
    }
  }

  @Test
  void refusesAModelThatIsNoEncoder() {
    assertThatThrownBy(() -> SentenceEncoder.load(GOLDEN.resolve("gpt2")))
        .hasMessage(
            GOLDEN.resolve("gpt2").resolve("config.json")
                + ": model_type is 'gpt2'; supported: bert, roberta");
  }

  private static List<String> texts(JsonNode expected) {
    return StreamSupport.stream(expected.get("texts").spliterator(), false)
        .map(JsonNode::textValue)
        .collect(ImmutableList.toImmutableList());
  }

  private static List<ImmutableDoubleArray> encode(Path model, List<String> texts) {
    try (SentenceEncoder encoder = SentenceEncoder.load(model)) {
      return encoder.encode(texts);
    }
  }

  /** A checkpoint as encoders are saved by themselves. */
  private void withoutHead(Path from, String prefix) throws IOException {
    for (String name : List.of("config.json", "tokenizer.json", "tokenizer_config.json")) {
      Files.copy(from.resolve(name), folder.resolve(name));
    }
    try (Safetensors file = Safetensors.open(from.resolve("model.safetensors"))) {
      Scope.run(
          () -> {
            Map<String, Tensor> tensors = new TreeMap<>();
            file.entries().keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .forEach(
                    name ->
                        tensors.put(
                            name.substring(prefix.length()), file.read(name, NumberFormat.F32)));
            SafetensorsWriter.write(
                folder.resolve("model.safetensors"), tensors, NumberFormat.F32, ImmutableMap.of());
          });
    }
  }
}
