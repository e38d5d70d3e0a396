package dev.cloze.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.cloze.base.ClozeException;
import dev.cloze.base.Seeds;
import dev.cloze.nn.Parameter;
import dev.cloze.plm.Architectures;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.LoadOptions;
import dev.cloze.plm.ModelShape;
import dev.cloze.tokenize.ModelKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreshModelTest {
  private static final ModelDimensions SHAPE = new ModelDimensions(2, 32, 4, 64, 40, 0.1);

  private static final long[] COUNTS = new long[100];

  static {
    COUNTS[7] = 99;
    COUNTS[8] = 199;
  }

  @TempDir Path folder;

  @Test
  void isLoadedLikeAnyOther() {
    FreshModel.write(folder, SHAPE, COUNTS, 0, Seeds.of(1), Optional.empty());

    try (LanguageModel model = Architectures.load(folder, LoadOptions.defaults())) {
      assertThat(model.shape()).isEqualTo(new ModelShape("bert", ModelKind.MASKED, 32, 2, 100, 40));
    }
  }

  @Test
  void drawsMatricesAndSetsVectors() {
    FreshModel.write(folder, SHAPE, COUNTS, 0, Seeds.of(1), Optional.empty());

    try (LanguageModel model = Architectures.load(folder, LoadOptions.defaults())) {
      for (Parameter parameter : model.parameters()) {
        String name = parameter.sources().get(0).path();
        float[] values = parameter.tensor().toFloats();
        if (name.equals("cls.predictions.bias")) {
          // 398 counted with one more of each of 100, 3.98 a token on average
          assertThat(values[0]).isCloseTo((float) Math.log(1 / 3.98), offset(1e-5f));
          assertThat(values[7]).isCloseTo((float) Math.log(100 / 3.98), offset(1e-5f));
          assertThat(values[8]).isCloseTo((float) Math.log(200 / 3.98), offset(1e-5f));
        } else if (name.endsWith("bias")) {
          assertThat(values).as(name).containsOnly(0);
        } else if (name.endsWith("LayerNorm.weight")) {
          assertThat(values).as(name).containsOnly(1);
        } else if (values.length > 1000) {
          // the deviation of n draws is 0.02, give or take 0.02 / √(2n): six times that
          assertThat(deviation(values)).as(name).isBetween(0.0173, 0.0227);
        }
      }
    }
  }

  @Test
  void oneSeedGivesOneModelAndAnotherAnother() throws IOException {
    Path weights = folder.resolve("model.safetensors");
    FreshModel.write(folder, SHAPE, COUNTS, 0, Seeds.of(1), Optional.empty());
    byte[] first = Files.readAllBytes(weights);
    FreshModel.write(folder, SHAPE, COUNTS, 0, Seeds.of(1), Optional.empty());
    assertThat(weights).hasBinaryContent(first);

    FreshModel.write(folder, SHAPE, COUNTS, 0, Seeds.of(2), Optional.empty());
    assertThat(Files.readAllBytes(weights)).isNotEqualTo(first);
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    assertThatThrownBy(
            () ->
                FreshModel.write(
                    folder.resolve("none"), SHAPE, COUNTS, 0, Seeds.of(1), Optional.empty()))
        .extracting(e -> ((ClozeException) e).code())
        .isEqualTo(PretrainError.UNWRITABLE_FOLDER);
  }

  @Test
  void refusesSizesThatDoNotFit() {
    assertThatThrownBy(() -> new ModelDimensions(2, 32, 5, 64, 40, 0))
        .hasMessage("heads must be a divisor of hidden (32), was 5");
    assertThatThrownBy(() -> new ModelDimensions(2, 32, 4, 64, 40, 1))
        .hasMessage("dropout must be 0 or more and below 1, was 1.0");
  }

  private static double deviation(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += value * value;
    }
    return Math.sqrt(squares / values.length);
  }
}
