package dev.cloze.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.run.SeedResult;
import dev.cloze.train.EpochResult;
import dev.cloze.train.Evaluation;
import dev.cloze.train.TrainingOptions;
import dev.cloze.train.TrainingOptions.Metric;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChoosingTest {
  private static final String RATE = "training.learning_rate";

  private static EpochResult.Dev dev(double loss, double accuracy, double macroF1) {
    return new EpochResult.Dev(
        loss,
        ImmutableMap.of(
            TrainingOptions.Metric.ACCURACY, accuracy, TrainingOptions.Metric.MACRO_F1, macroF1));
  }

  private static Outcome outcome(
      String rate, Optional<Long> data, long seed, boolean varies, double... dev) {
    Cell cell = new Cell("cell-" + rate, 0, ImmutableMap.of(RATE, rate), Optional.empty(), data);
    SeedResult result =
        new SeedResult(
            seed,
            4,
            ImmutableList.of(
                new EpochResult(1, 1, 1, Optional.of(dev(9, 0.99, 0.99))),
                new EpochResult(2, 2, 1, Optional.of(dev(dev[0], dev[1], dev[2])))),
            2,
            new Evaluation(
                ImmutableList.of(ImmutableList.of(1, 0), ImmutableList.of(0, 1)),
                0,
                ImmutableList.of()),
            Optional.empty());
    return new Outcome(cell, result, Path.of(""), varies);
  }

  private static Outcome fixed(String rate, long data, long seed, double... dev) {
    return outcome(rate, Optional.of(data), seed, false, dev);
  }

  private static Choosing.Chosen choose(Metric metric, Outcome... outcomes) {
    return new Choosing(List.of(RATE), metric).of(List.of(outcomes));
  }

  private static List<String> taken(Choosing.Chosen chosen) {
    return chosen.choices().stream().map(choice -> choice.values().get(RATE)).toList();
  }

  @Test
  void takesTheBestOfEachDrawByTheMeanOfItsSeeds() {
    Choosing.Chosen chosen =
        choose(
            Metric.ACCURACY,
            // loss, accuracy, macro F1 of the epoch that was taken
            fixed("low", 13, 1, 1, 0.6, 0),
            fixed("low", 13, 2, 1, 0.8, 0),
            fixed("low", 21, 1, 1, 0.3, 0),
            fixed("low", 21, 2, 1, 0.3, 0),
            fixed("high", 13, 1, 1, 0.9, 0),
            fixed("high", 13, 2, 1, 0.4, 0),
            fixed("high", 21, 1, 1, 0.2, 0),
            fixed("high", 21, 2, 1, 0.5, 0));

    // 0.7 against 0.65, and 0.3 against 0.35
    assertThat(taken(chosen)).containsExactly("low", "high");
    assertThat(chosen.choices().get(0).dev()).isCloseTo(0.7, within(1e-12));
    assertThat(chosen.choices().get(1).dataSeed()).contains(21L);
    assertThat(chosen.choices()).allSatisfy(choice -> assertThat(choice.seed()).isEmpty());
    assertThat(chosen.outcomes())
        .extracting(outcome -> outcome.cell().name() + " " + outcome.seed())
        .containsExactly("cell-low 1", "cell-low 2", "cell-high 1", "cell-high 2");
  }

  @Test
  void goesByTheMetric() {
    Outcome low = fixed("low", 13, 1, 1, 0.9, 0.1);
    Outcome high = fixed("high", 13, 1, 1, 0.1, 0.9);

    assertThat(taken(choose(Metric.ACCURACY, low, high))).containsExactly("low");
    assertThat(taken(choose(Metric.MACRO_F1, low, high))).containsExactly("high");
  }

  @Test
  void decidesEqualFiguresByTheLossThenByTheOrder() {
    Outcome first = fixed("first", 13, 1, 0.5, 0.7, 0);
    Outcome better = fixed("better", 13, 1, 0.4, 0.7, 0);
    Outcome same = fixed("same", 13, 1, 0.5, 0.7, 0);

    assertThat(taken(choose(Metric.ACCURACY, first, better))).containsExactly("better");
    assertThat(taken(choose(Metric.ACCURACY, first, same))).containsExactly("first");
  }

  @Test
  void choosesForEachSeedThatDrawsExamplesOfItsOwn() {
    Choosing.Chosen chosen =
        choose(
            Metric.ACCURACY,
            outcome("low", Optional.empty(), 1, true, 1, 0.6, 0),
            outcome("low", Optional.empty(), 2, true, 1, 0.2, 0),
            outcome("high", Optional.empty(), 1, true, 1, 0.5, 0),
            outcome("high", Optional.empty(), 2, true, 1, 0.4, 0));

    assertThat(taken(chosen)).containsExactly("low", "high");
    assertThat(chosen.choices().get(1).seed()).contains(2L);
  }

  @Test
  void takesAllWhereNothingIsChosen() {
    Choosing.Chosen chosen =
        new Choosing(List.of(), Metric.ACCURACY)
            .of(List.of(fixed("low", 13, 1, 1, 0.6, 0), fixed("low", 13, 2, 1, 0.2, 0)));

    assertThat(chosen.choices()).isEmpty();
    assertThat(chosen.outcomes()).hasSize(2);
  }
}
