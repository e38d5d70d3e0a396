package dev.cloze.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.run.ExtraPredictions;
import dev.cloze.run.PredictionsFile;
import dev.cloze.run.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole sweeps over a tiny model with random weights. */
class SweepTest {
  private static final String CHOSEN =
      """
      axes:
        template.choice: [0, 1]
        training.learning_rate: [1e-3, 1e-2]
      choose: training.learning_rate
      seeds: {data: [13, 21], training: [1, 2]}
      ensemble: [mean, majority, accuracy, learnt]
      """;

  private static final String SMALL =
      "axes: {template.choice: [0, 1, 3], training.epochs: [1]}\nrows: [template.choice,"
          + " training.epochs]";

  @TempDir Path folder;
  private TinySweep tiny;

  @BeforeEach
  void writeARunFile() {
    tiny = TinySweep.in(folder);
  }

  /** The dev accuracy, the mean of the training seeds, and the test accuracies of a cell. */
  private static double[] figures(Path cell) throws IOException {
    double dev = 0;
    List<Double> figures = new ArrayList<>();
    for (int seed = 1; seed <= 2; seed++) {
      JsonNode result =
          new ObjectMapper().readTree(cell.resolve("seed-" + seed + "/result.json").toFile());
      JsonNode chosen = result.get("epochs").get(result.get("chosen").intValue() - 1);
      dev += chosen.at("/dev/accuracy").doubleValue() / 2;
      int right = 0;
      List<PredictionsFile.Line> lines = PredictionsFile.read(cell.resolve("seed-" + seed));
      for (PredictionsFile.Line line : lines) {
        right += line.label().orElseThrow().equals(line.predicted()) ? 1 : 0;
      }
      figures.add((double) right / lines.size());
    }
    return new double[] {dev, figures.get(0), figures.get(1)};
  }

  @Test
  void aRowIsTheTestFigureOfWhatWasChosenOnDev() throws IOException {
    Sweep sweep = tiny.begin(CHOSEN, "out");
    SweepResult result = sweep.execute(Progress.SILENT, Sweep.Listener.SILENT);

    assertThat(result.rows())
        .extracting(SweepRow::name)
        .containsExactly(
            "choice 0",
            "choice 1",
            "median of the 2",
            "ensemble, mean",
            "ensemble, majority",
            "ensemble, accuracy",
            "ensemble, learnt");
    for (SweepRow row : result.rows().subList(0, 2)) {
      assertThat(row.choices()).hasSize(2);
      double sum = 0;
      for (SweepRow.Choice choice : row.choices()) {
        double best = -1;
        List<double[]> all = new ArrayList<>();
        for (Cell cell : sweep.plan().cells()) {
          if (cell.values().get("template.choice").equals(row.name())
              && cell.dataSeed().equals(choice.dataSeed())) {
            double[] figures = figures(sweep.folder().cell(cell));
            best = Math.max(best, figures[0]);
            all.add(figures);
            if (cell.values()
                .get("training.learning_rate")
                .equals(choice.values().get("training.learning_rate"))) {
              assertThat(choice.dev()).isCloseTo(figures[0], within(1e-12));
              sum += figures[1] + figures[2];
            }
          }
        }
        assertThat(all).hasSize(2);
        assertThat(choice.dev()).isCloseTo(best, within(1e-12));
      }
      assertThat(row.test().mean()).isCloseTo(sum / 4, within(1e-12));
      assertThat(row.test().count()).isEqualTo(4);
    }
    assertThat(result.rows().get(0).difference()).isEmpty();
    Difference difference = result.rows().get(1).difference().orElseThrow();
    assertThat(difference.mean())
        .isCloseTo(
            result.rows().get(1).test().mean() - result.rows().get(0).test().mean(), within(1e-12));
    assertThat(difference.texts()).isPresent();
    // two members: their median is their mean
    assertThat(result.rows().get(2).test().mean())
        .isCloseTo(
            (result.rows().get(0).test().mean() + result.rows().get(1).test().mean()) / 2,
            within(1e-12));
    assertFiles(sweep.folder().path(), result);
  }

  /** What a prompt is worth beside a head on the same draws. */
  @Test
  void comparesAPromptWithAHead() {
    SweepResult result =
        tiny.run(
            """
            axes:
              method:
                prompt:
                head: {template: '{"placeholder":"text_a"}', verbalizer: {kind: head, labels: [football, weather]}}
            rows: [method]
            seeds: {data: [13, 21]}
            """,
            "out");

    assertThat(result.rows()).extracting(SweepRow::name).containsExactly("prompt", "head");
    assertThat(result.rows().get(1).test().count()).isEqualTo(2);
    assertThat(result.rows().get(1).difference()).isPresent();
  }

  private static void assertFiles(Path out, SweepResult result) throws IOException {
    assertThat(WholeFile.readJson(out.resolve("results.json"), SweepResult.class))
        .isEqualTo(result);
    assertThat(Files.readAllLines(out.resolve("table.txt")))
        .isEqualTo(SweepTable.lines(result))
        .contains("chosen on dev:");
    assertThat(out.resolve("report.html")).content().contains("ensemble, learnt");
    Path seed = out.resolve("cells/001-choice-0-learning_rate-1e-3-data-13/seed-1");
    // 3 texts of each of two labels to train on, as many to choose by
    assertThat(ExtraPredictions.TRAIN_BEFORE.read(seed)).hasSize(6);
    assertThat(ExtraPredictions.DEV.read(seed)).hasSize(6);
  }

  @Test
  void anEnsembleIsTheMeanOfWhatItsMembersWrote() throws IOException {
    String lines = "axes: {template.choice: [0, 1, 3]}\nensemble: mean";
    Sweep sweep = tiny.begin(lines, "out");
    SweepResult result = sweep.execute(Progress.SILENT, Sweep.Listener.SILENT);

    List<ImmutableList<PredictionsFile.Line>> said =
        sweep.plan().cells().stream()
            .map(cell -> PredictionsFile.read(sweep.folder().cell(cell).resolve("seed-42")))
            .toList();
    int right = 0;
    for (int i = 0; i < said.get(0).size(); i++) {
      double football = 0;
      for (ImmutableList<PredictionsFile.Line> member : said) {
        football += member.get(i).probabilities().get("football") / 3;
      }
      String expected = football > 0.5 ? "football" : "weather";
      right += said.get(0).get(i).label().orElseThrow().equals(expected) ? 1 : 0;
    }
    assertThat(result.rows().get(4).name()).isEqualTo("ensemble, mean");
    assertThat(result.rows().get(4).test().mean())
        .isCloseTo((double) right / said.get(0).size(), within(1e-12));
  }

  @Test
  void endsAfterAKillAsAnUnbrokenOne() throws IOException {
    SweepResult whole = tiny.run(SMALL, "whole");
    Sweep killed = tiny.begin(SMALL, "killed");
    Path out = killed.folder().path();
    assertThatThrownBy(
            () ->
                killed.execute(
                    Progress.SILENT,
                    (cell, number, result, earlier) -> {
                      if (number == 2) {
                        throw new IllegalStateException("killed");
                      }
                    }))
        .hasMessage("killed");
    assertThat(out.resolve("results.json")).doesNotExist();
    // as if the second cell had been killed within its seed, and the third before it was begun
    Path second = out.resolve("cells/002-choice-1-epochs-1");
    Files.delete(second.resolve("results.json"));
    MoreFiles.deleteRecursively(second.resolve("seed-42"), RecursiveDeleteOption.ALLOW_INSECURE);
    Path third = Files.createDirectory(out.resolve("cells/003-choice-3-epochs-1"));
    Files.writeString(third.resolve("run.yaml.part"), "half");

    List<String> told = new ArrayList<>();
    SweepResult resumed =
        Sweep.resume(out, Optional.empty())
            .execute(
                Progress.SILENT,
                (cell, number, result, earlier) -> told.add(cell.name() + " " + earlier));

    assertThat(told)
        .containsExactly(
            "001-choice-0-epochs-1 true",
            "002-choice-1-epochs-1 false",
            "003-choice-3-epochs-1 false");
    assertThat(resumed).isEqualTo(whole);
    assertThat(out.resolve("table.txt")).hasSameTextualContentAs(folder.resolve("whole/table.txt"));
    assertThat(third.resolve("run.yaml.part")).doesNotExist();
  }

  @Test
  void aCellThatFailsIsNamedAndTheOthersStay() throws IOException {
    // a template without a soft token and a manual verbalizer leave a frozen model nothing to train
    String lines =
        """
        axes:
          tune:
            full:
            prompt: {training.tune: prompt}
        """;
    assertThatThrownBy(() -> tiny.run(lines, "out"))
        .isInstanceOf(ClozeException.class)
        .hasMessageStartingWith("cell 002-prompt (prompt): ");
    assertThat(folder.resolve("out/cells/001-full/results.json")).exists();
    assertThat(folder.resolve("out/cells/002-prompt")).doesNotExist();

    String first =
        """
        axes:
          tune:
            prompt: {training.tune: prompt}
            full:
        """;
    assertThatThrownBy(() -> tiny.run(first, "none"))
        .hasMessageStartingWith("cell 001-prompt (prompt): ");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void drawsACurveWithEachPlaceComparedByItself() {
    SweepResult result =
        tiny.run(
            """
            axes:
              template.choice: [0, 1]
              data.few_shot.per_class: [1, 3]
              training.epochs: 1
            curve: data.few_shot.per_class
            metric: macro_f1
            """,
            "out");

    assertThat(result.rows())
        .extracting(row -> row.name() + " " + row.curve().orElseThrow())
        .containsExactly(
            "choice 0, epochs 1 1.0",
            "choice 0, epochs 1 3.0",
            "choice 1, epochs 1 1.0",
            "choice 1, epochs 1 3.0");
    assertThat(result.rows())
        .extracting(row -> row.difference().isPresent())
        .containsExactly(false, false, true, true);
    assertThat(result.rows().get(3).difference().orElseThrow().mean())
        .isCloseTo(
            result.rows().get(3).test().mean() - result.rows().get(1).test().mean(), within(1e-12));
    assertThat(SweepTable.lines(result).get(0)).startsWith("macro F1, %").contains("per_class");
    assertThat(folder.resolve("out/report.html")).content().contains("polyline");
  }

  @Test
  void comparesNoTextsThatOnlyOneOfTwoWasAsked() {
    SweepResult result =
        tiny.run(
            """
            axes:
              data.test_limit: [8, 4]
              training.epochs: 1
            """,
            "out");

    Difference difference = result.rows().get(1).difference().orElseThrow();
    assertThat(difference.texts()).isEmpty();
    assertThat(difference.seeds()).isEmpty();
  }

  @Test
  void tellsTheCellsOfAPlan() {
    assertThat(SweepReport.plan(tiny.plan("axes: {template.choice: [0, 1]}\nseeds: [1, 2]")))
        .containsExactly(
            "001-choice-0  choice 0  seeds 1, 2",
            "002-choice-1  choice 1  seeds 1, 2",
            "2 cells, 4 runs");
    assertThat(ImmutableSet.of("run.yaml", "templates.txt", "sweep.yaml"))
        .containsExactlyInAnyOrderElementsOf(names());
  }

  private List<String> names() {
    try (java.util.stream.Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
