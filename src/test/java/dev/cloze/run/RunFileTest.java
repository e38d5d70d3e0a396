package dev.cloze.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.base.OptionsWriter;
import dev.cloze.base.Yaml;
import dev.cloze.data.DataSource;
import dev.cloze.data.FewShotOptions;
import dev.cloze.pretrain.MaskedTextOptions;
import dev.cloze.prompt.SoftOptions;
import dev.cloze.tokenize.PromptTokenizerOptions;
import dev.cloze.tokenize.Reads;
import dev.cloze.tokenize.Truncation;
import dev.cloze.train.TrainingOptions;
import dev.cloze.verbalizer.CalibrationOptions;
import dev.cloze.verbalizer.MultiTokenHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RunFileTest {
  private static final String LEAST =
      """
      model: m
      data: {train: train.tsv, test: test.tsv}
      template: '{"mask"}'
      verbalizer: {words: {a: [x, y], b: z}}
      """;

  @TempDir Path folder;

  private RunFile read(String yaml, String... overrides) throws IOException {
    return RunFile.read(Files.writeString(folder.resolve("news.yaml"), yaml), List.of(overrides));
  }

  /** A change of a default is a change of what old run files do: it has to be seen here. */
  @Test
  void fillsInTheDefaults() throws IOException {
    assertThat(read(LEAST))
        .isEqualTo(
            new RunFile(
                new RunFile.Model(
                    Optional.of(folder.resolve("m")),
                    RunFile.Dtype.AUTO,
                    RunFile.DeviceChoice.AUTO),
                new RunFile.Data(
                    Optional.of(DataSource.of(folder.resolve("train.tsv"))),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(DataSource.of(folder.resolve("test.tsv"))),
                    Optional.empty(),
                    Optional.empty(),
                    ImmutableMap.of()),
                new RunFile.TemplateChoice(Optional.of("{\"mask\"}"), Optional.empty(), 0),
                new VerbalizerSettings(
                    VerbalizerKind.MANUAL,
                    ImmutableMap.of("a", ImmutableList.of("x", "y"), "b", ImmutableList.of("z")),
                    Optional.empty(),
                    0,
                    ImmutableList.of(),
                    " ",
                    ImmutableMap.of(),
                    MultiTokenHandler.FIRST,
                    true,
                    Optional.empty(),
                    200,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()),
                new OutputSettings(OutputKind.ONE_LABEL, Optional.empty(), Optional.empty()),
                new PromptTokenizerOptions(512, Truncation.TAIL),
                new SoftOptions(SoftOptions.Encoder.NONE, SoftOptions.Start.WORDS),
                Optional.empty(),
                TrainingOptions.defaults(),
                Optional.empty(),
                ImmutableList.of(),
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    assertThat(read(LEAST).allSeeds()).containsExactly(42L);
  }

  @Test
  void readsEveryKey() throws IOException {
    RunFile read =
        read(
            """
            model: {path: m, dtype: bf16, device: cpu}
            data: {train: all.tsv, dev: dev.tsv, unlabelled: raw.tsv, test: test.tsv, test_limit: 7,
              labels: {1: a}}
            template: {file: t.txt, choice: 2}
            verbalizer: {kind: one_to_one, file: v.txt, choice: 1, labels: [a, b], prefix: '', handler: max,
              post_log_softmax: false, calibration: empty, support: 50}
            output: {kind: number, range: [1, 5]}
            tokens: {max_length: 96, truncation: balanced, max_text: 40, max_demonstration_text: 20}
            soft: {encoder: lstm, start: fresh}
            start: prompts/news
            training: {epochs: 0, learning_rate: 1e-5, batch_size: 2}
            seeds: [1, 2]
            threads: 2
            baselines: false
            forgetting: {corpus: {files: [x.txt, y.gz], held_out: 0.5, min_characters: 9}, rows: 4,
              length: 8, share: 0.25, seed: 7}
            out: results
            """);

    assertThat(read)
        .isEqualTo(
            new RunFile(
                new RunFile.Model(
                    Optional.of(folder.resolve("m")), RunFile.Dtype.BF16, RunFile.DeviceChoice.CPU),
                new RunFile.Data(
                    Optional.of(DataSource.of(folder.resolve("all.tsv"))),
                    Optional.empty(),
                    Optional.of(DataSource.of(folder.resolve("dev.tsv"))),
                    Optional.of(DataSource.of(folder.resolve("raw.tsv"))),
                    Optional.of(DataSource.of(folder.resolve("test.tsv"))),
                    Optional.of(7),
                    Optional.empty(),
                    ImmutableMap.of("1", "a")),
                new RunFile.TemplateChoice(
                    Optional.empty(), Optional.of(folder.resolve("t.txt")), 2),
                new VerbalizerSettings(
                    VerbalizerKind.ONE_TO_ONE,
                    ImmutableMap.of(),
                    Optional.of(folder.resolve("v.txt")),
                    1,
                    ImmutableList.of("a", "b"),
                    "",
                    ImmutableMap.of(),
                    MultiTokenHandler.MAX,
                    false,
                    Optional.of(new CalibrationOptions(CalibrationOptions.From.EMPTY)),
                    50,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()),
                new OutputSettings(
                    OutputKind.NUMBER, Optional.empty(), Optional.of(ImmutableList.of(1.0, 5.0))),
                new PromptTokenizerOptions(
                    96, Truncation.BALANCED, Optional.of(40), Optional.of(20)),
                new SoftOptions(SoftOptions.Encoder.LSTM, SoftOptions.Start.FRESH),
                Optional.of(folder.resolve("prompts/news")),
                TrainingOptions.defaults()
                    .withEpochs(0)
                    .withLearningRate(1e-5)
                    .withBatchSize(2)
                    .withMetric(TrainingOptions.Metric.PEARSON),
                Optional.empty(),
                ImmutableList.of(1L, 2L),
                Optional.of(2),
                false,
                Optional.empty(),
                Optional.of(
                    new ForgettingOptions(
                        new ForgettingOptions.Text(
                            ImmutableList.of(folder.resolve("x.txt"), folder.resolve("y.gz")),
                            0.5,
                            9),
                        4,
                        8,
                        0.25,
                        7)),
                Optional.of(folder.resolve("results"))));
    assertThat(read.allSeeds()).containsExactly(1L, 2L);
  }

  @Test
  void trainsSoftRowsWithoutAnEncoderUnlessItSaysSo() throws IOException {
    assertThat(read(LEAST).soft()).isEqualTo(SoftOptions.defaults());
    assertThat(read(LEAST, "soft=mlp").soft())
        .isEqualTo(SoftOptions.defaults().withEncoder(SoftOptions.Encoder.MLP));
  }

  @Test
  void measuresForgettingOnAllOfATextUnlessItSaysLess() throws IOException {
    ForgettingOptions expected =
        new ForgettingOptions(
            new ForgettingOptions.Text(ImmutableList.of(folder.resolve("x.txt")), 1, 0),
            128,
            64,
            0.15,
            42);

    for (String text : List.of("x.txt", "{corpus: x.txt}", "{corpus: {files: x.txt}}")) {
      assertThat(read(LEAST + "forgetting: " + text).forgetting()).contains(expected);
    }
    assertThat(expected.questions()).isEqualTo(MaskedTextOptions.defaults());
  }

  @Test
  void isReadBackAsItWasWritten() throws IOException {
    RunFile first =
        read(
            LEAST,
            "training.class_weights={a: 2}",
            "training.patience=3",
            "data.dev=dev.tsv",
            "seed=9",
            "forgetting=texts.txt",
            "threads=1");

    String written = OptionsWriter.write(first);

    assertThat(read(written)).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.train=|data.train is missing, which training needs where there is no"
            + " data.soft_labels; training.epochs of 0 scores without training",
        "seeds=[1, 1]|seeds has one twice: [1, 1]",
        "threads=0|threads must be from 1 to 1024, was 0",
        "threads=100000|threads must be from 1 to 1024, was 100000",
        "data.test_limit=0|data: test_limit must be above 0, was 0",
        "data.test=|data: test is missing; without it few_shot must say how much of train is not"
            + " for testing",
        "data={test: t, few_shot: {per_class: 1}}|data: few_shot draws from train, which is"
            + " missing",
        "training.patience=2|training.patience needs examples to choose by: data.dev or"
            + " data.few_shot.dev_per_class",
        "training.select=best|training.select of 'best' needs examples to choose by: data.dev or"
            + " data.few_shot.dev_per_class",
        "training.patience=0|training: patience must be above 0, was 0",
        "training.dropout=1|training: dropout must be a share from 0 up to 1, was 1.0",
        "training.batch_size=0|training: batch_size must be above 0, was 0",
        "tokens.max_length=0|tokens: max_length must be at least 1, was 0",
        "template={file: t, text: x}|template: text and file: one of the two belongs there, found"
            + " both",
        "template={choice: 1}|template: text and file: one of the two belongs there, found neither",
        "verbalizer.file=v|verbalizer: words and file: one of the two belongs there, found both",
        "verbalizer={}|verbalizer: words and file: one of the two belongs there, found neither",
        "forgetting={corpus: x, rows: 0}|forgetting: rows must be above 0, was 0",
        "forgetting={corpus: x, share: 1}|forgetting: share must be above 0 and below 1, was 1.0",
        "forgetting.corpus={files: x, held_out: 0}|forgetting.corpus: held_out must be above 0 and"
            + " 1 at most, was 0.0",
        "output={kind: number}|output: range is missing, which the kind number has: [lower, upper]",
        "output={kind: number, range: [2, 1]}|output: range must be two numbers, the lower first,"
            + " was [2.0, 1.0]",
        "output={kind: number, range: [1]}|output: range must have two numbers, was [1.0]",
        "output={kind: one_label, range: [1, 2]}|output: range belongs to the kind number, not to"
            + " one_label",
        "output={kind: several_labels, threshold: 1}|output: threshold must be above 0 and below"
            + " 1, was 1.0",
        "output.threshold=0.4|output: threshold belongs to the kind several_labels, not to"
            + " one_label",
        "verbalizer.labels=[a]|verbalizer: labels name those of a file; words names its labels"
            + " itself",
      })
  void failsWhenSettingsMakeNoSense(String override, String message) {
    assertThatThrownBy(() -> read(LEAST, override))
        .isInstanceOf(ClozeException.class)
        .hasMessageEndingWith(": " + message);
  }

  @Test
  void failsWhenSeedAndSeedsAreBothGiven() {
    assertThatThrownBy(() -> read(LEAST + "seed: 1\nseeds: [2]"))
        .hasMessageEndingWith("seeds stands beside seed; only one of the two may");
  }

  @Test
  void readsADrawOfAFewExamples() throws IOException {
    assertThat(read(LEAST, "data.few_shot={per_class: 16, seed: 3}").data().fewShot())
        .contains(FewShotOptions.perClass(16, 0, Optional.of(3L)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.few_shot.per_class=2|data.few_shot draws so many of each class, and output number has"
            + " no classes; leave it out and name data.test",
        "training.balanced=true|training.balanced weighs labels, and a number has none",
        "training.class_weights={a: 2}|training.class_weights weighs labels, and a number has none",
      })
  void refusesWhatANumberCannotHave(String override, String message) {
    assertThatThrownBy(() -> read(LEAST, "output={kind: number, range: [0, 1]}", override))
        .isInstanceOf(ClozeException.class)
        .hasMessageEndingWith(": " + message);
  }

  @Test
  void comparesEpochsByTheMainFigureOfTheOutput() throws IOException {
    String number = "output={kind: number, range: [0, 1]}";

    assertThat(read(LEAST, "output=several_labels").training().metric())
        .isEqualTo(TrainingOptions.Metric.MICRO_F1);
    assertThat(read(LEAST, number).training().metric()).isEqualTo(TrainingOptions.Metric.PEARSON);
    assertThat(read(LEAST, number, "training.metric=spearman").training().metric())
        .isEqualTo(TrainingOptions.Metric.SPEARMAN);
  }

  @Test
  void seedsOnTheCommandLineTakeTheFilesPlace() throws IOException {
    assertThat(read(LEAST + "seed: 1\n", "seeds=[2, 3]").allSeeds()).containsExactly(2L, 3L);
    assertThat(read(LEAST + "seeds: [1, 2]\n", "seed=3").allSeeds()).containsExactly(3L);
  }

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("examples"))) {
      return files
          .filter(path -> path.toString().endsWith(".yaml"))
          .filter(path -> !path.toString().matches(".*(pretrain|probe|sweep)\\.yaml"))
          .filter(path -> !Yaml.read(path).entries().containsKey("recipe"))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theExamplesAreRunFiles(Path example) {
    RunFile read =
        RunFile.read(
            example, List.of("model.path=m", "data.train=train.tsv", "data.test=test.tsv"));

    boolean asks = read.verbalizer().maker().reads() == Reads.MASKS;
    assertThat(read.readTemplate().masks()).isEqualTo(asks ? 1 : 0);
    assertThat(read.verbalizer().read().labels()).hasSizeGreaterThan(1);
  }

  @Test
  void theNewsExampleIsWhatItsFilesSay() {
    RunFile news =
        RunFile.read(
            Path.of("examples/agnews.yaml"),
            List.of("model.path=m", "data.train=train.tsv", "data.test=test.tsv"));
    RunFile byFiles =
        RunFile.read(
            Path.of("examples/agnews.yaml"),
            List.of(
                "model.path=m",
                "data.train=train.tsv",
                "data.test=test.tsv",
                "template={file: templates/agnews.txt}",
                "verbalizer={file: verbalizers/agnews.json}"));

    assertThat(byFiles.readTemplate().text()).isEqualTo(news.readTemplate().text());
    assertThat(byFiles.verbalizer().read()).isEqualTo(news.verbalizer().read());
  }
}
