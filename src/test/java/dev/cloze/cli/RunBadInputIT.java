package dev.cloze.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be wrong with a run, as packaged: one line, status 2, and nothing that looks whole. */
class RunBadInputIT {
  private static final String[] NOTHING_RESUMED =
      new String[] {"run", "--resume", TinyRun.OUT, "--quiet"};

  @TempDir Path folder;

  private TinyRun run;

  @BeforeEach
  void write() throws IOException {
    run = TinyRun.in(folder);
  }

  private static Arguments row(
      String code, String part, String name, Consumer<TinyRun> damage, String... settings) {
    return Arguments.of(code, part, name, damage, settings);
  }

  private static Arguments file(String code, String part, String name, String file, String text) {
    return row(code, part, name, run -> run.write(file, text));
  }

  private static Arguments settings(String code, String part, String... settings) {
    return row(code, part, settings[0], run -> {}, settings);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        file(
            "DAT-004",
            "train.tsv:2: found the label 'snow'",
            "label",
            "train.tsv",
            "0\tx\nsnow\ty\n"),
        file("DAT-013", "no example has the label football", "no football", "train.tsv", "0\tx\n"),
        file("DAT-005", "train.tsv: there is no example", "empty", "train.tsv", ""),
        file("DAT-006", "test.tsv: looks binary", "binary", "test.tsv", "\u007fELF\u0001\0\0"),
        file("DAT-003", "train.tsv:2: found 3 columns", "ragged", "train.tsv", "0\tx\n1\ty\tz\n"),
        row(
            "DAT-002",
            "train.tsv:2: found bytes that are not UTF-8",
            "latin",
            RunBadInputIT::latin),
        row(
            "DAT-024",
            "soft.jsonl:1: the last line stops in the middle",
            "half a soft label",
            run -> run.write("soft.jsonl", "{\"text_a\": \"x\", \"label\": \"wea"),
            "data.soft_labels=soft.jsonl"),
        settings("BAS-004", "data.unlabelled is missing", "training.language_model={texts: 3}"),
        settings("DAT-012", "'weather' has 2 examples; 3", "data.few_shot.per_class=3"),
        settings("DAT-005", "train.tsv to score", "data.few_shot.per_class=2", "data.test="),
        row(
            "DAT-007",
            "'sentense'",
            "column",
            run -> run.write("train.csv", "label,sentence\n0,x\n1,y\n"),
            "data.train.path=train.csv",
            "data.train.columns.text_a=sentense"),
        settings("BAS-001", "did you mean 'learning_rate'?", "training.learningrate=3"),
        settings("BAS-004", "data.few_shot.dev_per_class", "training.select=best"),
        settings("BAS-004", "data.few_shot.dev_per_class", "training.patience=2"),
        settings("TRN-002", "a soft token", "training.tune=prompt"),
        settings("TRN-004", "did you mean 'weather'?", "training.class_weights.wether=2"));
  }

  private static void latin(TinyRun run) {
    try {
      Files.write(
          run.folder().resolve("train.tsv"),
          "0\tx\n1\tcaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("mistakes")
  void leavesNothingWhereARunCannotBegin(
      String code, String part, String name, Consumer<TinyRun> damage, String[] settings)
      throws Exception {
    damage.accept(run);

    ClozeJar.Result result = run.run(settings);

    TinyRun.assertMistake(result, code, part);
    assertThat(result.out()).isEmpty();
    assertThat(folder.resolve(TinyRun.OUT)).doesNotExist();
  }

  @Test
  void keepsWhatIsInTheFolderForTheResults() throws Exception {
    Files.createDirectory(folder.resolve(TinyRun.OUT));
    run.write("results/mine.txt", "mine");

    TinyRun.assertMistake(run.run(), "RUN-002", "results: the folder has something in it", "--out");

    assertThat(run.left()).containsExactly("mine.txt");
  }

  @Test
  void keepsAnEmptyFolderThatWasThere() throws Exception {
    Files.createDirectory(folder.resolve(TinyRun.OUT));

    TinyRun.assertMistake(run.run("training.tune=prompt"), "TRN-002");

    assertThat(folder.resolve(TinyRun.OUT)).isEmptyDirectory();
  }

  @Test
  void refusesAFileInThePlaceOfTheFolderOrAboveIt() throws Exception {
    run.write(TinyRun.OUT, "mine");

    TinyRun.assertMistake(run.run(), "RUN-002", "results: this is a file");
    TinyRun.assertMistake(
        new ClozeJar(folder).run(TinyRun.arguments("results/inner")), "RUN-001", "results/inner");

    assertThat(folder.resolve(TinyRun.OUT)).hasContent("mine");
  }

  @Test
  void refusesAFolderThatMayNotBeWrittenTo() throws Exception {
    Path out = Files.createDirectory(folder.resolve(TinyRun.OUT));
    assertThat(out.toFile().setWritable(false)).isTrue();
    assumeFalse(Files.isWritable(out), "the administrator may write everywhere");

    TinyRun.assertMistake(run.run(), "RUN-001", "results: the results cannot be written", "--out");
  }

  @Test
  void keepsNoWeightsThatAreNotNumbers() throws Exception {
    ClozeJar.Result result = run.run("training.learning_rate=1e30");

    TinyRun.assertMistake(
        result, "TRN-001", "step 2: the loss is NaN", "a smaller learning_rate (now 1.0E30)");
    assertThat(run.left())
        .containsExactly("baselines.json", "provenance.json", "run.yaml", "seed-42/metrics.jsonl");
  }

  @Test
  void keepsNoWeightsThatScoreNoNumbersAfterTheLastStep() throws Exception {
    ClozeJar.Result result = run.run("training.learning_rate=1e30", "training.epochs=1");

    TinyRun.assertMistake(
        result, "TRN-001", "example '1': the model's scores are NaN", "training.learning_rate");
    assertThat(run.left())
        .containsExactly("baselines.json", "provenance.json", "run.yaml", "seed-42/metrics.jsonl");
  }

  @Test
  void refusesToResumeWhatIsNoRunOrAnotherOne() throws Exception {
    ClozeJar jar = new ClozeJar(folder);
    TinyRun.assertMistake(jar.run(NOTHING_RESUMED), "RUN-003", "results: no such folder");
    TinyModel model = TinyModel.copiedTo(folder.resolve("model"));
    run = TinyRun.in(folder, model.folder());
    assertThat(run.run().status()).isEqualTo(0);
    List<String> whole = run.left();

    replaced("results/provenance.json", "\"format\" : 2", "\"format\" : 7", "RUN-004");
    replaced("train.tsv", "rained", "hailed", "RUN-006");
    replaced("model/config.json", "{", "{ ", "RUN-005");
    Files.delete(folder.resolve("results/seed-42/trained.safetensors"));

    assertThat(run.resume().status()).isEqualTo(0);
    assertThat(run.left()).as("a seed that is done is not done again").hasSize(whole.size() - 1);
  }

  /** Resumes while a file is another, and puts it back. */
  private void replaced(String file, String found, String replacement, String code)
      throws Exception {
    String before = Files.readString(folder.resolve(file));
    assertThat(before).contains(found);
    run.write(file, before.replaceFirst(java.util.regex.Pattern.quote(found), replacement));
    TinyRun.assertMistake(run.resume(), code, Path.of(file).getName(0).toString());
    run.write(file, before);
  }

  @Test
  void refusesOptionsThatContradict() throws Exception {
    ClozeJar jar = new ClozeJar(folder);

    TinyRun.assertMistake(jar.run("run"), "CLI-001", "a run file is missing, or --resume");
    TinyRun.assertMistake(
        jar.run("run", "run.yaml", "--resume", "results"), "CLI-001", "stands beside --resume");
    TinyRun.assertMistake(
        jar.run("run", "--resume", "results", "--set", "training.epochs=3"),
        "CLI-001",
        "--set stands beside --resume");
    TinyRun.assertMistake(
        jar.run("run", "--resume", "results", "--out", "other"),
        "CLI-001",
        "--out stands beside --resume");
  }
}
