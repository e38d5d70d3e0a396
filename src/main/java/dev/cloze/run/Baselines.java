package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import dev.cloze.baseline.Baseline;
import dev.cloze.baseline.MajorityClass;
import dev.cloze.baseline.WordsLogisticRegression;
import dev.cloze.data.LabelSet;
import dev.cloze.task.Prediction;
import dev.cloze.train.Evaluation;
import java.util.List;
import java.util.function.Supplier;

/**
 * What simple things reach on one split: the majority class, word counts, and the model before it
 * is trained.
 *
 * @param rows in the order in which reports show them
 */
record Baselines(ImmutableList<BaselineResult> rows) {

  /**
   * Measures them; nothing where nothing is trained on.
   *
   * @param zeroShot what the untrained model says of the test set
   */
  static Baselines of(RunData.Split split, LabelSet labels, Supplier<List<Prediction>> zeroShot) {
    ImmutableList.Builder<BaselineResult> rows = ImmutableList.builder();
    if (!split.train().isEmpty()) {
      rows.add(
          row(
              "zero-shot",
              "the same model, template and words, untrained",
              split,
              labels,
              zeroShot.get()));
      for (Baseline baseline : List.of(new WordsLogisticRegression(), new MajorityClass())) {
        rows.add(
            row(
                baseline.name(),
                "the training examples",
                split,
                labels,
                baseline.predict(split.train(), split.test(), labels)));
      }
    }
    return new Baselines(rows.build());
  }

  private static BaselineResult row(
      String name,
      String what,
      RunData.Split split,
      LabelSet labels,
      List<Prediction> predictions) {
    return new BaselineResult(
        name, what, ImmutableList.of(Evaluation.of(split.test(), predictions, labels.size())));
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
                  .flatMap(split -> split.rows().get(row).evaluations().stream())
                  .collect(ImmutableList.toImmutableList())));
    }
    return rows.build();
  }
}
