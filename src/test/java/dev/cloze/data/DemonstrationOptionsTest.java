package dev.cloze.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DemonstrationOptionsTest {
  private static final DemonstrationOptions DEFAULTS = DemonstrationOptions.defaults();

  @Test
  void showsOneOfEachLabelSixteenTimes() {
    assertThat(DEFAULTS)
        .isEqualTo(
            new DemonstrationOptions(
                1, 16, DemonstrationOptions.Select.RANDOM, 0.5, Optional.empty()));
  }

  @Test
  void changesOneThingAtATime() {
    assertThat(DEFAULTS.withPerLabel(2).withSets(4).similar(Path.of("e")))
        .isEqualTo(
            new DemonstrationOptions(
                2, 4, DemonstrationOptions.Select.SIMILAR, 0.5, Optional.of(Path.of("e"))));
  }

  @Test
  void refusesNothingToShow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULTS.withPerLabel(0))
        .withMessage("perLabel must be above 0, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULTS.withSets(0))
        .withMessage("sets must be above 0, was 0");
  }

  @Test
  void refusesAShareOfNothingOrOfMoreThanAll() {
    for (double share : new double[] {0, 1.01, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  new DemonstrationOptions(
                      1, 1, DemonstrationOptions.Select.SIMILAR, share, Optional.of(Path.of("e"))))
          .withMessage("share must be above 0 and at most 1, was " + share);
    }
  }

  @Test
  void refusesAnEncoderTooFewAndOneTooMany() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new DemonstrationOptions(
                    1, 1, DemonstrationOptions.Select.SIMILAR, 0.5, Optional.empty()))
        .withMessage(
            "encoder is missing, which select of 'similar' needs: the folder of a sentence"
                + " encoder");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new DemonstrationOptions(
                    1, 1, DemonstrationOptions.Select.RANDOM, 0.5, Optional.of(Path.of("e"))))
        .withMessage("encoder belongs to select of 'similar', and this is 'random'");
  }
}
