package dev.cloze.plm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import dev.cloze.nn.Pass;
import dev.cloze.nn.Plan;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.weights.Safetensors;
import dev.cloze.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UntiedHeadTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/plm");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "bert, bert.embeddings.word_embeddings.weight, cls.predictions.decoder, cls.predictions.bias",
    "roberta, roberta.embeddings.word_embeddings.weight, lm_head.decoder, lm_head.bias"
  })
  void hasATableAndABiasOfItsOwn(String family, String table, String decoder, String bias)
      throws IOException {
    untie(GOLDEN.resolve(family), table, decoder, bias);

    float[] tied = scores(GOLDEN.resolve(family));
    float[] untied = scores(folder);

    for (int i = 0; i < tied.length; i++) {
      assertThat(untied[i]).isCloseTo(2 * tied[i] + 1, within(1e-4f));
    }
  }

  /** A head of twice the table and twice the bias plus one scores twice as high plus one. */
  private void untie(Path from, String table, String decoder, String bias) throws IOException {
    String config = Files.readString(from.resolve("config.json"));
    assertThat(config).contains("\"tie_word_embeddings\": true");
    Files.writeString(
        folder.resolve("config.json"),
        config.replace("\"tie_word_embeddings\": true", "\"tie_word_embeddings\": false"));
    try (Safetensors file = Safetensors.open(from.resolve("model.safetensors"))) {
      Scope.run(
          () -> {
            Map<String, Tensor> tensors = new TreeMap<>();
            file.entries().keySet().forEach(n -> tensors.put(n, file.read(n, NumberFormat.F32)));
            tensors.put(decoder + ".weight", Arithmetic.scale(tensors.get(table), 2));
            tensors.put(
                decoder + ".bias", Arithmetic.shift(Arithmetic.scale(tensors.get(bias), 2), 1));
            SafetensorsWriter.write(
                folder.resolve("model.safetensors"), tensors, NumberFormat.F32, ImmutableMap.of());
          });
    }
  }

  private static float[] scores(Path model) {
    try (LanguageModel loaded = Architectures.load(model, LoadOptions.defaults())) {
      return Scope.get(
          () -> {
            float[] hidden = new float[loaded.shape().hidden()];
            for (int i = 0; i < hidden.length; i++) {
              hidden[i] = (float) Math.sin(i);
            }
            Pass pass = Pass.scoring(Plan.EMPTY, NumberFormat.F32);
            return loaded.logits(pass, Tensor.of(hidden, 1, hidden.length)).toFloats();
          });
    }
  }
}
