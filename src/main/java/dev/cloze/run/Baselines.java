package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import dev.cloze.baseline.Baseline;
import dev.cloze.baseline.FrequentLabels;
import dev.cloze.baseline.MajorityClass;
import dev.cloze.baseline.MeanNumber;
import dev.cloze.baseline.WordsEachLabel;
import dev.cloze.baseline.WordsLogisticRegression;
import dev.cloze.baseline.WordsRidgeRegression;
import dev.cloze.data.Example;
import dev.cloze.data.LabelSet;
import dev.cloze.data.Output;
import dev.cloze.task.Prediction;
import dev.cloze.train.Measured;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What simple things reach on one split: the majority class, word counts, and the model before it
 * is trained.
 *
 * @param rows in the order in which reports show them
 */
record Baselines(ImmutableList<BaselineResult> rows) {

  /**
   * Measures them; nothing where nothing is trained on. Where there are soft labels alone, the
   * likeliest ones are learned as if they were right.
   *
   * @param zeroShot what the untrained model says of the test set; absent where that is chance
   */
  static Baselines of(
      RunData.Split split,
      LabelSet labels,
      Output output,
      Optional<Supplier<List<Prediction>>> zeroShot) {
    ImmutableList.Builder<BaselineResult> rows = ImmutableList.builder();
    if (!split.taught().isEmpty()) {
      zeroShot.ifPresent(
          asked ->
              rows.add(
                  row(
                      "zero-shot",
                      "the same model, template and words, untrained",
                      split,
                      labels,
                      output,
                      asked.get())));
      boolean likeliest = split.train().isEmpty();
      ImmutableList<Example> train = likeliest ? likeliest(split.soft()) : split.train();
      for (Baseline baseline : learners(output)) {
        rows.add(
            row(
                baseline.name(),
                likeliest ? "the likeliest of the soft labels" : "the training examples",
                split,
                labels,
                output,
                baseline.predict(train, split.test(), labels)));
      }
    }
    return new Baselines(rows.build());
  }

  private static ImmutableList<Example> likeliest(List<Example> soft) {
    return soft.stream()
        .map(example -> example.withLabel(example.soft().orElseThrow().likeliest()))
        .collect(ImmutableList.toImmutableList());
  }

  private static BaselineResult row(
      String name,
      String what,
      RunData.Split split,
      LabelSet labels,
      Output output,
      List<Prediction> predictions) {
    return new BaselineResult(
        name,
        what,
        ImmutableList.of(Measured.of(output, split.test(), predictions, labels.size())));
  }

  private static List<Baseline> learners(Output output) {
    return output.match(
        () -> List.of(new WordsLogisticRegression(), new MajorityClass()),
        several -> List.of(new WordsEachLabel(), new FrequentLabels()),
        range -> List.of(new WordsRidgeRegression(range), new MeanNumber(range)));
  }

  /** The same rows measured on one split after another. */
  static ImmutableList<BaselineResult> together(List<Baselines> splits) {
    ImmutableList.Builder<BaselineResult> rows = ImmutableList.builder();
    for (int i = 0; i < splits.get(0).rows().size(); i++) {
      BaselineResult first = splits.get(0).rows().get(i);
      int row = i;
      rows.add(
          new BaselineResult(
              first.name(),
              first.what(),
              splits.stream()
                  .flatMap(split -> split.rows().get(row).measured().stream())
                  .collect(ImmutableList.toImmutableList())));
    }
    return rows.build();
  }
}
