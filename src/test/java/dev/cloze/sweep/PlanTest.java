package dev.cloze.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.OptionsWriter;
import dev.cloze.run.RunFile;
import dev.cloze.run.VerbalizerKind;
import dev.cloze.train.TrainingOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cells a sweep file makes. */
class PlanTest {
  @TempDir Path folder;
  private TinySweep tiny;

  @BeforeEach
  void writeARunFile() {
    tiny = TinySweep.in(folder);
  }

  private static List<RunFile> files(Plan plan) {
    return plan.planned().stream().map(PlannedCell::file).toList();
  }

  @Test
  void theDefaultsArePinned() {
    assertThat(tiny.file("axes: {seedless: {a: {}}}").options())
        .isEqualTo(
            new SweepOptions(
                ImmutableList.of(),
                ImmutableList.of(),
                Optional.empty(),
                new SeedLists(ImmutableList.of(), ImmutableList.of()),
                TrainingOptions.Metric.ACCURACY,
                ImmutableList.of(),
                Optional.empty()))
        .isEqualTo(SweepOptions.defaults());
  }

  @Test
  void laysEveryCombinationOverTheRunFile() {
    Plan plan =
        tiny.plan(
            """
            axes:
              training.learning_rate: [1e-3, 3e-3]
              verbalizer.kind: [manual, soft]
            """);

    assertThat(TinySweep.described(plan))
        .containsExactly(
            "learning_rate 1e-3, manual",
            "learning_rate 1e-3, soft",
            "learning_rate 3e-3, manual",
            "learning_rate 3e-3, soft");
    assertThat(files(plan))
        .extracting(file -> file.training().learningRate())
        .containsExactly(1e-3, 1e-3, 3e-3, 3e-3);
    assertThat(files(plan).get(3).verbalizer().kind()).isEqualTo(VerbalizerKind.SOFT);
    assertThat(files(plan)).allSatisfy(file -> assertThat(file.baselines()).isFalse());
    assertThat(plan.cells())
        .extracting(Cell::name)
        .startsWith("001-learning_rate-1e-3-manual", "002-learning_rate-1e-3-soft");
    assertThat(plan.options().rows()).containsExactly("training.learning_rate", "verbalizer.kind");
    assertThat(plan.runs()).isEqualTo(4);
  }

  @Test
  void setsSeveralKeysTogetherUnderAName() {
    Plan plan =
        tiny.plan(
            """
            axes:
              methods:
                plain:
                both: {template.choice: 1, training.epochs: 7, baselines: true}
              training.learning_rate: {low: 1e-5, high: 1e-3}
            """);

    assertThat(TinySweep.described(plan))
        .containsExactly("plain, low", "plain, high", "both, low", "both, high");
    RunFile both = files(plan).get(2);
    assertThat(both.template().choice()).isEqualTo(1);
    assertThat(both.training().epochs()).isEqualTo(7);
    assertThat(both.training().learningRate()).isEqualTo(1e-5);
    assertThat(both.baselines()).isTrue();
    assertThat(files(plan).get(0).training().epochs()).isEqualTo(2);
  }

  @Test
  void takesEveryTemplateOfAFileButEmptyLines() {
    assertThat(TinySweep.described(tiny.plan("axes: {template.choice: all}")))
        .containsExactly("choice 0", "choice 1", "choice 3");
  }

  @Test
  void eachPairOfSeedsIsARun() {
    Plan plan =
        tiny.plan(
            """
            axes: {template.choice: [0, 1]}
            seeds: {data: [13, 21, 42], training: [1, 2]}
            """);

    assertThat(plan.cells()).hasSize(6);
    assertThat(plan.runs()).isEqualTo(12);
    assertThat(files(plan))
        .extracting(file -> file.data().fewShot().orElseThrow().seed().orElseThrow())
        .containsExactly(13L, 21L, 42L, 13L, 21L, 42L);
    assertThat(files(plan)).allSatisfy(file -> assertThat(file.allSeeds()).containsExactly(1L, 2L));
  }

  @Test
  void seedsAloneAreTrainingSeeds() {
    tiny.write(
        "seeded.yaml",
        OptionsWriter.write(RunFile.read(folder.resolve("run.yaml"), List.of("seed=5"))));
    Plan plan =
        tiny.plan(
            "axes: {training.epochs: [1, 2]}\nseeds: [3, 4]",
            "run=" + folder.resolve("seeded.yaml"));

    assertThat(files(plan))
        .allSatisfy(file -> assertThat(file.allSeeds()).containsExactly(3L, 4L))
        .allSatisfy(file -> assertThat(file.data().fewShot().orElseThrow().seed()).isEmpty());
  }

  @Test
  void putsCellsThatShareAModelAndExamplesNextToEachOther() {
    Plan plan =
        tiny.plan(
            """
            axes:
              training.epochs: [1, 2]
              model.dtype: [f32, bf16]
              template.choice: [0, 1]
            """);

    assertThat(TinySweep.described(plan))
        .containsExactly(
            "epochs 1, f32, choice 0",
            "epochs 2, f32, choice 0",
            "epochs 1, f32, choice 1",
            "epochs 2, f32, choice 1",
            "epochs 1, bf16, choice 0",
            "epochs 2, bf16, choice 0",
            "epochs 1, bf16, choice 1",
            "epochs 2, bf16, choice 1");
    // the first axis slowest, whatever the order of running
    assertThat(plan.cells()).extracting(Cell::place).containsExactly(0, 4, 1, 5, 2, 6, 3, 7);
  }

  @Test
  void takesSettingsOfTheCommandLine() {
    Plan plan =
        tiny.plan(
            "axes: {training.epochs: [1, 2]}",
            "run.training.batch_size=2",
            "axes.training.epochs=[3]",
            "axes.template.choice=all",
            "metric=macro_f1");

    assertThat(TinySweep.described(plan))
        .containsExactly("epochs 3, choice 0", "epochs 3, choice 1", "epochs 3, choice 3");
    assertThat(files(plan).get(0).training().batchSize()).isEqualTo(2);
    assertThat(plan.options().metric()).isEqualTo(TrainingOptions.Metric.MACRO_F1);
  }

  @Test
  void takesTheKeysOfARunFileToo() throws Exception {
    String keys = Files.readString(folder.resolve("run.yaml")).indent(2);
    Path file = tiny.write("own.yaml", "run:\n" + keys + "axes: {training.epochs: [1, 2]}\n");

    assertThat(Sweep.plan(SweepFile.read(file, List.of())).cells()).hasSize(2);
  }

  @Test
  void theExampleIsASweep() {
    Plan plan = Plan.of(SweepFile.read(Path.of("examples/sweep.yaml"), List.of()));

    // 2 templates, 2 rates, 3 draws
    assertThat(plan.runs()).isEqualTo(12);
    assertThat(plan.options().rows()).containsExactly("template.text");
  }

  @Test
  void rowsAreWhatIsNeitherChosenNorDrawn() {
    String axes =
        """
        axes:
          template.choice: [0, 1]
          training.learning_rate: [1e-3, 3e-3]
          data.few_shot.per_class: [1, 2]
        choose: training.learning_rate
        curve: data.few_shot.per_class
        """;

    assertThat(tiny.plan(axes).options().rows()).containsExactly("template.choice");
    assertThat(tiny.plan(axes).cells())
        .extracting(cell -> cell.curve().orElseThrow())
        .containsOnly(1.0, 2.0);
  }
}
