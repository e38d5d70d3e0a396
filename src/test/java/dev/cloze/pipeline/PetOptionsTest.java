package dev.cloze.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloze.task.Combination;
import org.junit.jupiter.api.Test;

class PetOptionsTest {
  @Test
  void theDefaultsAreThePublishedOnes() {
    assertThat(PetOptions.defaults())
        .isEqualTo(
            new PetOptions(
                3, PetOptions.Weights.ACCURACY, Combination.Kind.LOGITS, 1, 5, 0.25, 2, 100));
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertThatThrownBy(
            () ->
                new PetOptions(
                    0, PetOptions.Weights.EVEN, Combination.Kind.MEAN, 1, 5, 0.25, 2, 100))
        .hasMessage("repetitions must be above 0, was 0");
    assertThatThrownBy(
            () ->
                new PetOptions(
                    3, PetOptions.Weights.EVEN, Combination.Kind.MEAN, 1, 1, 0.25, 2, 100))
        .hasMessage("growth must be above 1, was 1.0");
    assertThatThrownBy(
            () ->
                new PetOptions(
                    3, PetOptions.Weights.EVEN, Combination.Kind.MEAN, 1, 5, 1.5, 2, 100))
        .hasMessage("others must be a share above 0, was 1.5");
  }
}
