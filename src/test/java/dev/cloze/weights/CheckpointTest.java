package dev.cloze.weights;

import static dev.cloze.weights.HandMade.errorOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.base.ClozeException;
import dev.cloze.tensor.InScope;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(InScope.class)
class CheckpointTest {
  private static final Path BERT = Path.of("src/test/resources/golden/plm/bert");
  private static final Path FILE = BERT.resolve("model.safetensors");

  @TempDir Path folder;

  @Test
  void takesTensorsByRelativeNames() {
    try (Checkpoint checkpoint = Checkpoint.open(BERT)) {
      Checkpoint layer = checkpoint.under("bert.encoder.layer.1");

      Tensor query = layer.under("attention.self").take("query.weight", NumberFormat.F32, 48, 48);

      assertThat(query.shape()).containsExactly(48, 48);
      assertThat(layer.has("output.dense.bias")).isTrue();
      assertThat(layer.has("bert.encoder.layer.1.output.dense.bias")).isFalse();
      assertThat(layer.names()).hasSize(16).contains("attention.self.query.weight");
      assertThat(layer.shape("intermediate.dense.weight")).isEqualTo(ImmutableLongArray.of(96, 48));
      assertThat(layer.unaccounted())
          .hasSize(15)
          .doesNotContain("bert.encoder.layer.1.attention.self.query.weight");
      assertThat(checkpoint.unaccounted()).hasSize(57);
    }
  }

  @Test
  void opensAFileToo() {
    try (Checkpoint checkpoint = Checkpoint.open(FILE)) {
      assertThat(checkpoint.file()).isEqualTo(FILE);
      assertThat(checkpoint.names()).hasSize(58);
    }
  }

  @Test
  void acceptsWhatWasTakenAndIgnored() {
    try (Checkpoint checkpoint = Checkpoint.open(BERT)) {
      checkpoint.take("cls.predictions.bias", NumberFormat.F32, 480);
      checkpoint.take("cls.predictions.bias", NumberFormat.F32, 480);
      checkpoint.ignore("bert.embeddings.position_ids", "bert.**");
      checkpoint.under("cls.predictions").ignore("transform.*.*");

      assertThatCode(checkpoint::requireAllTaken).doesNotThrowAnyException();
      assertThat(checkpoint.unaccounted()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a.b, a.b, true",
    "a.b, axb, false",
    "a.*, a.b, true",
    "a.*, a.b.c, false",
    "a.**, a.b.c, true",
    "**.position_ids, bert.embeddings.position_ids, true",
    "**.position_ids, position_ids, false",
    "h.*.attn.bias, h.11.attn.bias, true",
    "h.*.attn.bias, h.11.attn.c_attn.bias, false",
    "a\\E.*, a\\E.b, true",
    "*, a, true"
  })
  void matchesDottedNames(String pattern, String name, boolean matches) {
    assertThat(NamePattern.of(pattern).matches(name)).isEqualTo(matches);
  }

  @Test
  void failsWhenATensorIsUnknown() {
    try (Checkpoint checkpoint = Checkpoint.open(BERT)) {
      checkpoint.ignore("bert.**");

      ClozeException error = errorOf(checkpoint::requireAllTaken);

      assertThat(error.code()).isEqualTo(WeightsError.UNKNOWN_TENSORS);
      assertThat(error)
          .hasMessage(
              "%s: 5 of 58 tensors have no place in this model: 'cls.predictions.bias',"
                  + " 'cls.predictions.transform.LayerNorm.bias',"
                  + " 'cls.predictions.transform.LayerNorm.weight',"
                  + " 'cls.predictions.transform.dense.bias',"
                  + " 'cls.predictions.transform.dense.weight'",
              FILE);
    }
  }

  @Test
  void failsWithAFewNamesWhenManyTensorsAreUnknown() {
    try (Checkpoint checkpoint = Checkpoint.open(BERT)) {
      assertThat(errorOf(checkpoint::requireAllTaken))
          .hasMessageStartingWith(FILE + ": 58 of 58 tensors have no place in this model: 'bert.")
          .hasMessageEndingWith(" and 53 more");
    }
  }

  @Test
  void failsWhenATensorIsMissing() {
    try (Checkpoint checkpoint = Checkpoint.open(BERT)) {
      Checkpoint embeddings = checkpoint.under("bert.embeddings");

      ClozeException error =
          errorOf(() -> embeddings.take("word_embedding.weight", NumberFormat.F32, 480, 48));

      assertThat(error.code()).isEqualTo(WeightsError.MISSING_TENSOR);
      assertThat(error)
          .hasMessage(
              "%s: holds no tensor 'bert.embeddings.word_embedding.weight', which this model"
                  + " needs; did you mean 'bert.embeddings.word_embeddings.weight'?",
              FILE);
    }
  }

  @Test
  void failsWhenAShapeIsWrongAndDoesNotCountItAsTaken() {
    try (Checkpoint checkpoint = Checkpoint.open(BERT)) {
      ClozeException error =
          errorOf(() -> checkpoint.take("cls.predictions.bias", NumberFormat.F32, 481, 1));

      assertThat(error.code()).isEqualTo(WeightsError.WRONG_SHAPE);
      assertThat(error)
          .hasMessage(
              "%s: tensor 'cls.predictions.bias' has the shape [480]; this model needs [481, 1]",
              FILE);
      assertThat(checkpoint.unaccounted()).contains("cls.predictions.bias");
    }
  }

  @Test
  void failsWhenThereIsNeitherFolderNorFile() {
    Path none = folder.resolve("none");

    ClozeException error = errorOf(() -> Checkpoint.open(none));

    assertThat(error.code()).isEqualTo(WeightsError.NO_SUCH_PATH);
    assertThat(error)
        .hasMessage(
            "%s: neither a folder nor a file; a model's folder was expected, or its"
                + " model.safetensors",
            none);
  }

  @Test
  void failsWhenTheFolderHoldsNoWeights() throws IOException {
    assertThat(errorOf(() -> Checkpoint.open(folder)))
        .hasMessage("%s: holds no weights; looked for model.safetensors, found nothing", folder);
    Files.writeString(folder.resolve("vocab.txt"), "");
    Files.writeString(folder.resolve("config.json"), "{}");

    ClozeException error = errorOf(() -> Checkpoint.open(folder));

    assertThat(error.code()).isEqualTo(WeightsError.NO_WEIGHTS);
    assertThat(error)
        .hasMessage(
            "%s: holds no weights; looked for model.safetensors, found config.json, vocab.txt",
            folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch_model.bin", "model.safetensors.index.json"})
  void failsWhenTheFolderHoldsWeightsOfAnotherKind(String name) throws IOException {
    Files.writeString(folder.resolve(name), "");

    ClozeException error = errorOf(() -> Checkpoint.open(folder));

    assertThat(error.code()).isEqualTo(WeightsError.UNSUPPORTED_WEIGHTS);
    assertThat(error)
        .hasMessage(
            "%s: holds %s, which is not supported yet; one file model.safetensors was expected",
            folder, name);
  }
}
