package examples;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.data.Columns;
import dev.cloze.data.DataSource;
import dev.cloze.data.Example;
import dev.cloze.data.ExampleReader;
import dev.cloze.data.LabelSet;
import dev.cloze.data.Labels;
import dev.cloze.plm.LoadOptions;
import dev.cloze.prompt.MaskStates;
import dev.cloze.task.LoadedPrompt;
import dev.cloze.task.Prediction;
import dev.cloze.task.PromptClassifier;
import dev.cloze.task.PromptParts;
import dev.cloze.template.Template;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.train.Training;
import dev.cloze.train.TrainingOptions;
import dev.cloze.verbalizer.Calibrator;
import dev.cloze.verbalizer.LabelWords;
import dev.cloze.verbalizer.ManualVerbalizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** How well the default model does with a template and words on a few labelled texts. */
final class SetScoring {
  private static final Path FOLDER = Path.of("src/test/resources/sets");
  private static final int BATCH = 20;
  private static final TrainingOptions TRAINING =
      TrainingOptions.defaults().withEpochs(10).withLearningRate(3e-4).withBatchSize(4);

  private SetScoring() {}

  /** The labels that stand in the file of a set. */
  static ImmutableList<String> labels(String name, List<String> meta) {
    return LabelSet.ofFile(source(name, meta)).names();
  }

  /** The labelled examples of a set; {@code meta} names the columns that its templates read. */
  static ImmutableList<Example> examples(String name, List<String> labels, List<String> meta) {
    return ExampleReader.read(source(name, meta), Labels.of(labels));
  }

  private static DataSource source(String name, List<String> meta) {
    ImmutableMap<String, String> facts =
        meta.stream().collect(ImmutableMap.toImmutableMap(key -> key, key -> key));
    Columns usual = Columns.defaults();
    return DataSource.of(FOLDER.resolve(name + ".tsv"))
        .withColumns(
            new Columns(
                usual.textA(), usual.textB(), usual.label(), usual.id(), usual.fields(), facts));
  }

  /** What the model says before any training, calibrated on the same texts without their labels. */
  static ImmutableList<Prediction> zeroShot(
      Template template, LabelWords words, List<Example> examples) {
    try (LoadedPrompt prompt =
        PromptParts.of(template, words).load(LoadOptions.defaults(), Seeds.of(13))) {
      ManualVerbalizer verbalizer = (ManualVerbalizer) prompt.verbalizer().orElseThrow();
      Calibrator calibrator = verbalizer.calibrator();
      for (int from = 0; from < examples.size(); from += BATCH) {
        List<Example> batch = examples.subList(from, Math.min(from + BATCH, examples.size()));
        Gradients.pausing(
            () ->
                Scope.get(
                    () -> {
                      MaskStates states = prompt.model().score(prompt.tokenizer().batch(batch));
                      calibrator.add(states);
                      return batch.size();
                    }));
      }
      return new PromptClassifier(
              prompt.model(), prompt.tokenizer(), verbalizer.calibrated(calibrator.calibration()))
          .predict(examples);
    }
  }

  /**
   * The share that is right after training all of the model on one half of the examples and scoring
   * the other, then the other way round. Every label's examples take turns between the halves.
   */
  static double trained(Template template, LabelWords words, List<Example> examples, Seeds seeds) {
    List<List<Example>> halves = halves(examples, words.labels().size());
    int right =
        right(template, words, halves.get(0), halves.get(1), seeds)
            + right(template, words, halves.get(1), halves.get(0), seeds);
    return (double) right / examples.size();
  }

  private static int right(
      Template template, LabelWords words, List<Example> train, List<Example> test, Seeds seeds) {
    try (LoadedPrompt prompt =
        PromptParts.of(template, words).load(LoadOptions.trained(NumberFormat.F32), seeds)) {
      new Training(prompt.classifier(), TRAINING, seeds).run(train, Progress.SILENT);
      return right(prompt.classifier().predict(test), test);
    }
  }

  static int right(List<Prediction> predictions, List<Example> examples) {
    return (int)
        IntStream.range(0, examples.size())
            .filter(i -> predictions.get(i).label() == examples.get(i).label().orElseThrow())
            .count();
  }

  private static List<List<Example>> halves(List<Example> examples, int labels) {
    List<List<Example>> halves = List.of(new ArrayList<>(), new ArrayList<>());
    int[] seen = new int[labels];
    for (Example example : examples) {
      int label = example.label().orElseThrow();
      halves.get(seen[label] % 2).add(example);
      seen[label]++;
    }
    return halves;
  }

  /**
   * How often the word of an example is likelier than that of another example, among all pairs with
   * different words; a half by chance.
   */
  static double pairsWon(List<Prediction> predictions, List<Example> examples) {
    int won = 0;
    int pairs = 0;
    for (int i = 0; i < examples.size(); i++) {
      ImmutableDoubleArray words = predictions.get(i).probabilities();
      int right = examples.get(i).label().orElseThrow();
      for (Example other : examples) {
        int wrong = other.label().orElseThrow();
        pairs += wrong == right ? 0 : 1;
        won += words.get(right) > words.get(wrong) ? 1 : 0;
      }
    }
    return (double) won / pairs;
  }
}
