package dev.cloze.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.cloze.train.TrainingOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LmBffOptionsTest {
  @TempDir Path folder;

  @Test
  void theDefaultsAreTheGridOfThePaperAndTenCombinations() {
    assertThat(LmBffOptions.defaults())
        .isEqualTo(
            new LmBffOptions(10, ImmutableList.of(2, 4, 8), ImmutableList.of(1e-5, 2e-5, 5e-5)));
    assertThat(LmBffOptions.defaults().grid(TrainingOptions.defaults()))
        .extracting(GridPoint::name)
        .containsExactly(
            "bs-2-lr-1e-5",
            "bs-2-lr-2e-5",
            "bs-2-lr-5e-5",
            "bs-4-lr-1e-5",
            "bs-4-lr-2e-5",
            "bs-4-lr-5e-5",
            "bs-8-lr-1e-5",
            "bs-8-lr-2e-5",
            "bs-8-lr-5e-5");
  }

  @Test
  void whatIsNotVariedIsAsTheTrainingHasIt() {
    TrainingOptions own = TrainingOptions.defaults().withBatchSize(3).withLearningRate(2.5e-4);

    assertThat(new LmBffOptions(0, ImmutableList.of(), ImmutableList.of(1.0, 0.125)).grid(own))
        .extracting(GridPoint::name)
        .containsExactly("bs-3-lr-1e0", "bs-3-lr-1.25e-1");
    assertThat(new LmBffOptions(0, ImmutableList.of(10), ImmutableList.of()).grid(own))
        .extracting(GridPoint::describe)
        .containsExactly("batch size 10, learning rate 2.5e-4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "candidates=-1|candidates must not be below 0, was -1",
        "batch_sizes=[0]|batch_sizes must be above 0, were [0]",
        "learning_rates=[0]|learning_rates must be above 0, were [0.0]",
        "batch_sizes=[2, 2]|batch_sizes has one twice: [2, 2]",
        "learning_rates=[1e-5, 0.00001]|learning_rates has one twice: [1.0E-5, 1.0E-5]",
      })
  void refusesWhatMakesNoSense(String setting, String message) {
    RecipeFile file = TinyLmBff.in(folder).file("recipe." + setting);

    assertThatThrownBy(() -> LmBffPlan.of(file)).hasMessageEndingWith(message);
  }
}
