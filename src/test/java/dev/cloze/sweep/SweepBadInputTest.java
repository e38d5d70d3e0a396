package dev.cloze.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloze.base.BaseError;
import dev.cloze.base.ClozeException;
import dev.cloze.base.ErrorCode;
import dev.cloze.run.RunError;
import dev.cloze.template.TemplateError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every mistake is found before the first cell runs, in one line, and nothing is written. */
class SweepBadInputTest {
  private static final String AXES = "axes: {training.epochs: [1, 2]}\n";

  @TempDir Path folder;
  private TinySweep tiny;

  @BeforeEach
  void writeARunFile() {
    tiny = TinySweep.in(folder);
  }

  private void refuses(String lines, ErrorCode code, String message) {
    refuses(() -> tiny.begin(lines, "out"), code, message);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private static void refuses(ThrowingCallable call, ErrorCode code, String message) {
    assertThatThrownBy(call)
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(ClozeException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void anAxisWithoutValues() {
    refuses(
        "axes: {model: []}",
        SweepError.NO_VALUES,
        "sweep.yaml:2:15: axes.model: found no values; a list belongs there");
    refuses("axes: {model: }", SweepError.NO_VALUES, "axes.model: found no values");
    refuses("axes: {methods: {}}", SweepError.NO_VALUES, "axes.methods: found no values");
    refuses("axes: {}", SweepError.NO_VALUES, "axes: found none");
    refuses("metric: accuracy", SweepError.NO_VALUES, "axes: found none");
    refuses(
        "axes: {template.choice: all}\nrun: {template: x}",
        BaseError.NOT_YAML,
        "found the key 'run' a second time");
  }

  @Test
  void everyTemplateOfNoFile() {
    Path file =
        tiny.write(
            "own.yaml", "run: {template: 'It was {\"mask\"}.'}\naxes: {template.choice: all}");

    refuses(
        () -> SweepFile.read(file, List.of()),
        SweepError.NO_VALUES,
        "'all' stands for the lines of template.file, which the run file does not name");
  }

  @Test
  void anUnknownKey() {
    refuses(
        "axes: {template.chioce: [0]}",
        BaseError.UNKNOWN_KEY,
        "unknown key 'template.chioce'; did you mean 'choice'?");
    refuses("axis: {}", BaseError.UNKNOWN_KEY, "unknown key 'axis'; did you mean 'axes'?");
    refuses(AXES + "metrik: accuracy", BaseError.UNKNOWN_KEY, "did you mean 'metric'?");
    refuses(AXES + "seeds: {date: [1]}", BaseError.UNKNOWN_KEY, "unknown key 'seeds.date'");
    refuses(AXES + "metric: loss", BaseError.WRONG_TYPE, "one of accuracy, macro_f1");
  }

  @Test
  void aKeyOnTwoAxesAndAValueTwice() {
    refuses(
        "axes: {template.choice: [0, 1], methods: {a: {template.choice: 0}}}",
        SweepError.SAME_KEY,
        "axes.methods: sets 'template.choice', and axes.template.choice sets 'template.choice'");
    refuses(
        "axes: {model: [a], model.dtype: [f32]}",
        SweepError.SAME_KEY,
        "axes.model.dtype: sets 'model.dtype', and axes.model sets 'model'");
    refuses(
        "axes: {training.epochs: [1, 2, 1]}",
        SweepError.SAME_KEY,
        "axes.training.epochs: found the value '1' twice");
  }

  @Test
  void rowsOfNoAxis() {
    refuses(
        AXES + "rows: [training.epoch]",
        SweepError.UNKNOWN_AXIS,
        "found 'training.epoch', which is no axis; did you mean 'training.epochs'?");
    refuses(
        AXES + "rows: training.epochs\nchoose: training.epochs",
        SweepError.UNKNOWN_AXIS,
        "found 'training.epochs' twice");
    refuses(
        "axes: {training.epochs: [1, 2], template.choice: [0, 1]}\nrows: training.epochs",
        SweepError.UNKNOWN_AXIS,
        "axes.template.choice: is not in rows, choose or curve");
  }

  @Test
  void aChoiceWithoutDev() {
    refuses(
        AXES + "choose: training.epochs\nrun.x: 1", BaseError.UNKNOWN_KEY, "unknown key 'run.x'");
    refuses(
        "axes: {data.few_shot.dev_per_class: [3, 0], template.choice: [0, 1]}\n"
            + "choose: template.choice",
        SweepError.NO_DEV,
        "choose: cell 003-dev_per_class-0-choice-0 (dev_per_class 0, choice 0) has no dev set");
    refuses(
        "axes: {training.epochs: [2, 0]}\nchoose: training.epochs",
        SweepError.NO_DEV,
        "(epochs 0) trains nothing");
    refuses(
        "axes: {data.few_shot.dev_per_class: [0]}\nensemble: learnt",
        SweepError.NO_DEV,
        "ensemble: learnt: cell 001-dev_per_class-0 (dev_per_class 0) has no dev set");
  }

  @Test
  void seedsThatCannotBeVaried() {
    refuses(
        AXES + "seeds: [1, 2, 1]", BaseError.REFUSED_VALUE, "training has one twice: [1, 2, 1]");
    refuses(
        AXES + "seeds: {data: [13, 13]}", BaseError.REFUSED_VALUE, "data has one twice: [13, 13]");
    refuses(
        "axes: {seed: [1, 2]}",
        SweepError.BAD_SEEDS,
        "axes.seed: found the key 'seed'; seeds stand");
    refuses(
        "axes: {m: {a: {data.few_shot.seed: 1}}}",
        SweepError.BAD_SEEDS,
        "found the key 'data.few_shot.seed'");
    refuses(
        "axes: {methods: {all: {data.few_shot: }}}\nseeds: {data: [1]}",
        SweepError.BAD_SEEDS,
        "seeds.data: cell (all, data seed 1) draws nothing");
  }

  @Test
  void aCurveOverNoNumber() {
    refuses(
        "axes: {verbalizer.kind: [manual, soft]}\ncurve: verbalizer.kind",
        SweepError.BAD_CURVE,
        "axes.verbalizer.kind: found 'manual', which no curve can be drawn over");
  }

  @Test
  void aMetricOfAnotherOutput() {
    refuses(
        AXES + "metric: pearson",
        SweepError.OTHER_OUTPUT,
        "metric: pearson is no figure of runs of one label a text");
  }

  @Test
  void anOutputThatIsNotOneLabel() {
    refuses(
        "axes: {methods: {one: {output: several_labels, data.few_shot: }}}",
        SweepError.OTHER_OUTPUT,
        "cell 001-one (one): a sweep compares runs of one label a text, and its output is"
            + " several_labels");
  }

  @Test
  void anEnsembleOfUnlikeRows() {
    refuses(
        """
        axes:
          verbalizer.words:
            two: [x]
        """,
        BaseError.WRONG_TYPE,
        "verbalizer.words");
    refuses(
        """
        axes:
          words:
            one:
            other: {verbalizer.words: {weather: [night], football: [football]}}
        ensemble: mean
        """,
        SweepError.UNLIKE_ROWS,
        "ensemble: cell 002-other (other) has the labels [weather, football], and cell 001-one has"
            + " [football, weather]");
    refuses(
        "axes: {data.few_shot.per_class: [2, 3]}\nensemble: majority",
        SweepError.UNLIKE_ROWS,
        "has other data than cell 001-per_class-2");
    refuses(
        "axes: {training.epochs: [0]}\nensemble: accuracy",
        SweepError.UNLIKE_ROWS,
        "has no training examples to be weighed by");
  }

  @Test
  void aRunFileThatIsNotThere() {
    Path file = tiny.write("sweep.yaml", "run: missing.yaml\n" + AXES);

    assertThatThrownBy(() -> SweepFile.read(file, List.of()))
        .isInstanceOf(ClozeException.class)
        .hasMessageContaining(folder.resolve("missing.yaml").toString());
    Path without = tiny.write("sweep.yaml", AXES);
    refuses(
        () -> SweepFile.read(without, List.of()),
        BaseError.MISSING_KEY,
        "the key 'run' is missing; a run file belongs there, or its keys");
    Path list = tiny.write("sweep.yaml", "run: [1]\n" + AXES);
    refuses(() -> SweepFile.read(list, List.of()), BaseError.WRONG_TYPE, "run: found a list");
  }

  @Test
  void aMistakeInTheLastCell() {
    refuses(
        "axes: {template.choice: [0, 1, 9]}",
        TemplateError.CHOICE,
        "cell 003-choice-9 (choice 9): ");
    refuses("axes: {training.epochs: [1, 2, many]}", BaseError.WRONG_TYPE, "found 'many'");
  }

  @Test
  void aFolderThatCannotBeWritten() throws IOException {
    Files.writeString(folder.resolve("file"), "mine");
    refuses(() -> tiny.begin(AXES, "file"), SweepError.FOLDER_EXISTS, "file: this is a file");
    refuses(
        () -> tiny.begin(AXES, "file/out"), RunError.UNWRITABLE_FOLDER, "cannot be written there");
    Files.createDirectory(folder.resolve("full"));
    Files.writeString(folder.resolve("full/a"), "mine");
    refuses(
        () -> tiny.begin(AXES, "full"),
        SweepError.FOLDER_EXISTS,
        "full: the folder has something in it; 'cloze sweep --resume");
  }

  @Test
  void aFolderThatIsNoSweeps() {
    refuses(
        () -> Sweep.resume(folder, Optional.empty()),
        SweepError.NO_SWEEP,
        folder + ": no sweep is there");
    refuses(
        () -> Sweep.resume(folder.resolve("x"), Optional.empty()),
        SweepError.NO_SWEEP,
        "x: no such folder");
  }

  @Test
  void anotherSweepThanWasBegun() throws IOException {
    Path out = tiny.begin(AXES, "out").folder().path();

    assertThat(Sweep.resume(out, Optional.of(tiny.file(AXES))).plan().cells()).hasSize(2);
    refuses(
        () -> Sweep.resume(out, Optional.of(tiny.file("axes: {training.epochs: [1, 3]}"))),
        SweepError.OTHER_SWEEP,
        out + ": the sweep file says something else than when the sweep began");
    refuses(
        () -> Sweep.resume(out, Optional.of(tiny.file(AXES + "metric: macro_f1"))),
        SweepError.OTHER_SWEEP,
        "the sweep file says something else");
    Path cell = out.resolve("cells/002-epochs-2.yaml");
    String before = Files.readString(cell);
    Files.writeString(cell, before.replace("epochs: 2", "epochs: 4"));
    refuses(
        () -> Sweep.resume(out, Optional.empty()),
        SweepError.OTHER_SWEEP,
        "the run files in its folder 'cells' say something else");
    Files.writeString(cell, before);
    Files.writeString(
        out.resolve("sweep.json"),
        Files.readString(out.resolve("sweep.json")).replace("\"format\" : 1", "\"format\" : 9"));
    refuses(() -> Sweep.resume(out, Optional.empty()), SweepError.NO_SWEEP, "of format 9");
  }

  @Test
  void dataThatHaveChanged() throws IOException {
    Path train = folder.resolve("train.tsv");
    Files.copy(Path.of("examples/first-run.train.tsv"), train);
    Path out = tiny.begin("axes: {data.train: [train.tsv]}", "out").folder().path();
    Files.writeString(train, Files.readString(train) + "weather\tIt rained again.\n");

    refuses(
        () -> Sweep.resume(out, Optional.empty()),
        SweepError.OTHER_SWEEP,
        train + ": has changed since the sweep " + out + " began");
  }

  @Test
  void nothingIsWrittenWhereItDoesNotBegin() throws IOException {
    assertThatThrownBy(() -> tiny.begin("axes: {template.choice: [0, 9]}", "out"))
        .isInstanceOf(ClozeException.class);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("run.yaml", "sweep.yaml", "templates.txt");
    }
  }
}
