package dev.cloze.report;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import dev.cloze.data.Example;
import dev.cloze.data.LabelSet;
import dev.cloze.task.Prediction;
import dev.cloze.train.Evaluation;
import dev.cloze.train.Interval;
import dev.cloze.train.Summary;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A run that could have been: its predictions are drawn, all that is counted is counted from them.
 *
 * <p>{@link #main} writes the page of one, to look at.
 */
record SampleRun(int labels, int seeds, int epochs, boolean dev) {
  private static final int PER_LABEL = 125;
  private static final ImmutableList<String> TOPICS =
      ImmutableList.of(
          "World",
          "Sports",
          "Business",
          "Science and technology",
          "Health",
          "Entertainment",
          "Politics",
          "Education",
          "Environment",
          "Food and drink",
          "Travel",
          "Weather",
          "Crime",
          "Religion",
          "Fashion",
          "Cars",
          "Real estate",
          "Opinion",
          "Local news",
          "עברית");
  private static final ImmutableList<String> TEXTS =
      ImmutableList.of(
          "The club paid forty million for a striker who has not scored since autumn.",
          "Shares in the chip maker fell after it warned that demand was slowing; \"it is what it"
              + " is\", said one trader & shrugged.",
          "Rivals < 5 points apart meet in the final 🏆⚽",
          "השוק נסגר היום בעליות חדות, והמשקיעים מרוצים",
          "A long account of a council meeting. "
              + "Members argued about the budget for the new stadium and put off the vote. "
                  .repeat(30));

  /** News in four topics, three seeds, twelve epochs. */
  static SampleRun news() {
    return new SampleRun(4, 3, 12, true);
  }

  /**
   * Writes the page of a sample.
   *
   * @param arguments the file; the numbers of labels, of seeds and of epochs; whether there are
   *     development examples
   */
  public static void main(String[] arguments) {
    SampleRun run =
        new SampleRun(
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]),
            Boolean.parseBoolean(arguments[4]));
    ReportFile.write(Path.of(arguments[0]), run.page());
  }

  SampleRun withLabels(int number) {
    return new SampleRun(number, seeds, epochs, dev);
  }

  SampleRun withSeeds(int number) {
    return new SampleRun(labels, number, epochs, dev);
  }

  SampleRun zeroShot() {
    return new SampleRun(labels, 1, 0, false);
  }

  SampleRun withoutDev() {
    return new SampleRun(labels, seeds, epochs, false);
  }

  LabelSet labelSet() {
    return LabelSet.of(TOPICS.subList(0, labels));
  }

  RunPage page() {
    ImmutableList<SeedPage> pages =
        IntStream.range(0, seeds).mapToObj(this::seed).collect(toImmutableList());
    return new RunPage(
        "news-few-shot",
        Instant.parse("2026-03-04T15:09:26Z"),
        "A manual template over bert-base-uncased, all weights trained on 64 examples, "
            + "scored on "
            + labels * PER_LABEL
            + " test examples.",
        ImmutableList.of(
            Fact.of("model", "bert-base-uncased (12 layers of 768, f32)"),
            Fact.of("examples", "64 to train on, 64 to develop on, 500 to score"),
            Fact.literal("template", "{\"placeholder\": \"text_a\"} Topic: {\"mask\"}.")),
        comparison(pages),
        pages,
        labelSet(),
        Optional.of(forgetting()),
        ImmutableList.of(
            "3 texts of data/test.tsv stand in data/train.tsv too (lines 12, 77 and 402).",
            "41 of 500 prompts were cut at 512 tokens."),
        provenance());
  }

  private ForgettingPage forgetting() {
    MaskedFigures before = new MaskedFigures(2.413, 0.5231);
    return new ForgettingPage(
        "encyclopedia.txt.gz",
        1216,
        before,
        IntStream.range(0, seeds)
            .mapToObj(
                seed ->
                    epochs == 0
                        ? before
                        : new MaskedFigures(3.002 + 0.05 * seed, 0.44 - 0.01 * seed))
            .collect(toImmutableList()));
  }

  private ImmutableList<Comparison> comparison(List<SeedPage> pages) {
    double[] accuracies = pages.stream().mapToDouble(p -> p.evaluation().accuracy()).toArray();
    Summary summary = Summary.of(accuracies);
    return ImmutableList.of(
        new Comparison(
            "This run",
            "64 examples, 12 epochs",
            summary.mean(),
            Optional.of(pages.get(0).evaluation().accuracyInterval()).filter(i -> seeds == 1),
            pages.stream().mapToDouble(p -> p.evaluation().macroF1()).average().orElseThrow(),
            seeds == 1 ? OptionalDouble.empty() : OptionalDouble.of(summary.deviation()),
            true),
        baseline("Zero-shot", "the same prompt, nothing trained", 0.688, 0.671),
        baseline("TF-IDF + logistic regression", "the same 64 examples", 0.594, 0.583),
        baseline("Majority class", "always “World”", 1.0 / labels, 2.0 / labels / (1 + labels)));
  }

  private Comparison baseline(String name, String what, double accuracy, double f1) {
    int total = labels * PER_LABEL;
    Interval interval = Interval.wilson((int) Math.round(accuracy * total), total);
    return new Comparison(
        name, what, accuracy, Optional.of(interval), f1, OptionalDouble.empty(), false);
  }

  private SeedPage seed(int number) {
    Random random = new Random(number);
    List<Example> examples = new ArrayList<>();
    List<Prediction> predictions = new ArrayList<>();
    ImmutableList.Builder<Mistake> mistakes = ImmutableList.builder();
    for (int i = 0; i < labels * PER_LABEL; i++) {
      Example example =
          Example.of(TEXTS.get(i % TEXTS.size())).withId("line " + (i + 1)).withLabel(i % labels);
      Prediction prediction = draw(example, random);
      examples.add(example);
      predictions.add(prediction);
      if (prediction.label() != i % labels) {
        mistakes.add(mistake(example, prediction));
      }
    }
    return new SeedPage(
        13 + 8L * number,
        curve(random),
        Evaluation.of(examples, predictions, labels),
        mistakes.build(),
        ImmutableList.of(Fact.of("training", "48.2 s"), Fact.of("scoring", "9.7 s")));
  }

  /** A prediction that is right more often than not, and mostly surer than it should be. */
  private Prediction draw(Example example, Random random) {
    double[] weights = random.doubles(labels).map(x -> Math.exp(3 * x)).toArray();
    weights[example.label().orElseThrow()] *= random.nextDouble() < 0.2 ? 1 : 40;
    double sum = 0;
    int best = 0;
    for (int i = 0; i < labels; i++) {
      sum += weights[i];
      best = weights[i] > weights[best] ? i : best;
    }
    ImmutableDoubleArray.Builder probabilities = ImmutableDoubleArray.builder();
    for (double weight : weights) {
      probabilities.add(weight / sum);
    }
    return new Prediction(example.id(), best, probabilities.build());
  }

  private Mistake mistake(Example example, Prediction prediction) {
    int right = example.label().orElseThrow();
    return new Mistake(
        example.id(),
        example.fields(),
        TOPICS.get(right),
        TOPICS.get(prediction.label()),
        prediction.probabilities().get(prediction.label()),
        prediction.probabilities().get(right));
  }

  private ImmutableList<EpochPoint> curve(Random random) {
    return IntStream.rangeClosed(1, epochs)
        .mapToObj(epoch -> point(epoch, random))
        .collect(toImmutableList());
  }

  private EpochPoint point(int epoch, Random random) {
    double noise = 0.06 * random.nextGaussian();
    return new EpochPoint(
        epoch,
        Math.max(0.002, 1.4 * Math.exp(-0.4 * epoch) + noise / 3),
        dev ? OptionalDouble.of(0.45 + Math.exp(-0.5 * epoch) + noise) : OptionalDouble.empty(),
        dev
            ? OptionalDouble.of(
                Math.round(64 * (0.86 - 0.3 * Math.exp(-0.6 * epoch) - noise / 2)) / 64.0)
            : OptionalDouble.empty(),
        OptionalDouble.of(2e-5 * (1 - (double) (epoch - 1) / epochs)));
  }

  private static Provenance provenance() {
    return new Provenance(
        ImmutableList.of(
            Fact.literal("seeds", "13, 21, 29"),
            Fact.literal("data/train.tsv", "sha256:" + "9f86d081884c7d65".repeat(4)),
            Fact.literal("data/test.tsv", "sha256:" + "60303ae22b998861".repeat(4)),
            Fact.literal("model.safetensors", "sha256:" + "fd61a03af4f77d87".repeat(4)),
            Fact.literal("words", "World: world, politics\nSports: sports\nBusiness: business"),
            Fact.literal("training.learning_rate", "2e-5"),
            Fact.of("versions", "Cloze 0.1.0, Java 17.0.13, PyTorch 2.7.1")),
        "./cloze run examples/news.yaml --set 'seeds=[13, 21, 29]' --set model.path=bert-base");
  }
}
