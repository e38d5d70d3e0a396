package dev.cloze.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.cloze.base.Progress;
import dev.cloze.data.LabelSet;
import dev.cloze.data.SoftLabelFile;
import dev.cloze.data.SoftLabelLine;
import dev.cloze.run.ExtraPredictions;
import dev.cloze.run.PredictionsFile;
import dev.cloze.run.RunFolder;
import dev.cloze.run.TrainedClassifier;
import dev.cloze.task.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole recipes over a tiny model with random weights. */
class PetTest {
  private static final LabelSet LABELS = LabelSet.of(List.of("football", "weather"));
  private static final List<String> NAMES = List.of("report-1", "was-1", "colon-1");

  @TempDir Path folder;
  private TinyRecipe tiny;

  @BeforeEach
  void writeARecipe() {
    tiny = TinyRecipe.in(folder);
  }

  private Path out() {
    return folder.resolve("out/seed-13");
  }

  private Path member(int generation, String name) {
    Path run = out().resolve("generation-" + generation + "/members/" + name);
    return RunFolder.open(run).seed(RunFolder.open(run).file().allSeeds().get(0));
  }

  /** The accuracy of each member on its four training examples before it was trained. */
  private double[] before(int generation) {
    double[] right = new double[NAMES.size()];
    for (int i = 0; i < right.length; i++) {
      for (PredictionsFile.Line line :
          ExtraPredictions.TRAIN_BEFORE.read(member(generation, NAMES.get(i)))) {
        right[i] += line.predicted().equals(line.label().orElseThrow()) ? 0.25 : 0;
      }
    }
    return right;
  }

  private ImmutableList<SoftLabelLine> softLabels(int generation) {
    return SoftLabelFile.read(
        out().resolve("generation-" + generation + "/soft-labels.jsonl"), LABELS);
  }

  @Test
  void textsAreLabelledByTheMeanLogScoresWeightedByAccuracyBeforeTraining() {
    tiny.run("out");

    double[] weights = before(1);
    assertThat(Arrays.stream(weights).sum()).isPositive();
    ImmutableList<SoftLabelLine> labelled = softLabels(1);
    assertThat(labelled).hasSize(30);
    for (SoftLabelLine line : labelled) {
      // sum of a_p z_p over the sum of a_p, where z_p are log-probabilities; then their softmax
      double football = 0;
      double weather = 0;
      double all = 0;
      for (int i = 0; i < weights.length; i++) {
        football += weights[i] * Math.log(line.members().get(NAMES.get(i)).get(0));
        weather += weights[i] * Math.log(line.members().get(NAMES.get(i)).get(1));
        all += weights[i];
      }
      assertThat(line.example().soft().orElseThrow().distribution().get(0))
          .isCloseTo(1 / (1 + Math.exp((weather - football) / all)), within(1e-5));
      assertThat(line.example().soft().orElseThrow().source()).contains("seed 13", "generation 1");
    }
  }

  @Test
  void aMembersVoteIsWhatItsClassifierSays() {
    tiny.run("out");

    List<SoftLabelLine> labelled = softLabels(1);
    Path run = out().resolve("generation-1/members/was-1");
    try (TrainedClassifier trained = TrainedClassifier.open(run, OptionalLong.empty())) {
      List<Prediction> said =
          trained.classifier().predict(labelled.stream().map(SoftLabelLine::example).toList());
      for (int i = 0; i < labelled.size(); i++) {
        assertThat(labelled.get(i).members().get("was-1").get(0))
            .isCloseTo(said.get(i).probabilities().get(0), within(1e-6));
      }
    }
  }

  @Test
  void theResultTellsMembersEnsembleAndWhatIsDistilled() throws IOException {
    PetResult result = tiny.run("out");

    PetResult.Seed seed = result.seeds().get(0);
    PetResult.Generation only = seed.generations().get(0);
    assertThat(only.members())
        .extracting(PetResult.Member::pattern)
        .containsExactly("report", "was", "colon");
    double[] weights = before(1);
    double all = weights[0] + weights[1] + weights[2];
    for (int i = 0; i < NAMES.size(); i++) {
      List<PredictionsFile.Line> lines = PredictionsFile.read(member(1, NAMES.get(i)));
      long right =
          lines.stream().filter(l -> l.predicted().equals(l.label().orElseThrow())).count();
      assertThat(only.members().get(i).figure())
          .isCloseTo((double) right / lines.size(), within(1e-12));
      assertThat(only.members().get(i).weight()).isCloseTo(weights[i] / all, within(1e-12));
    }
    assertThat(seed.baselines()).containsKeys("majority class", "zero-shot");
    assertThat(seed.distilled()).isPresent();
    assertThat(seed.stages())
        .extracting(Stage::name)
        .containsExactly(
            "generation 1: report-1",
            "generation 1: was-1",
            "generation 1: colon-1",
            "generation 1: soft labels",
            "distilled");
    assertThat(Files.readString(folder.resolve("out/table.txt")))
        .contains("mean of all members", "ensemble", "distilled", "report");
    assertThat(folder.resolve("out/report.html")).isNotEmptyFile();
  }

  @Test
  void theEnsembleOfARecipePredictsInOneCall() {
    tiny.run("out");

    try (TrainedEnsemble trained =
        TrainedEnsemble.ofRecipe(folder.resolve("out"), OptionalLong.empty())) {
      List<SoftLabelLine> labelled = softLabels(1);
      List<Prediction> said =
          trained.ensemble().predict(labelled.stream().map(SoftLabelLine::example).toList());

      assertThat(trained.members()).extracting(TrainedEnsemble.Member::name).isEqualTo(NAMES);
      for (int i = 0; i < labelled.size(); i++) {
        assertThat(said.get(i).probabilities().get(0))
            .isCloseTo(
                labelled.get(i).example().soft().orElseThrow().distribution().get(0), within(1e-6));
      }
    }
  }

  @Test
  void aNextGenerationTrainsOnWhatOthersLabelled() {
    PetResult result =
        tiny.run("out", "recipe.kind=ipet", "recipe.generations=2", "recipe.growth=3");

    assertThat(result.seeds().get(0).generations()).hasSize(2);
    List<SoftLabelLine> before = softLabels(1);
    for (String name : NAMES) {
      List<SoftLabelLine> set =
          SoftLabelFile.read(out().resolve("generation-2/train/" + name + ".jsonl"), LABELS);
      // four labelled examples, two of each label: int(4 · 3) - 4 = 8 more, four of each
      for (int label = 0; label < 2; label++) {
        int number = label;
        assertThat(set)
            .filteredOn(line -> line.example().soft().orElseThrow().likeliest() == number)
            .hasSize(4);
      }
      for (SoftLabelLine line : set) {
        // round(2 · 0.25) is 0, so one other member labels, which the source names
        String source = line.example().soft().orElseThrow().source();
        String other = source.substring("generation 1: ".length());
        assertThat(NAMES).contains(other);
        assertThat(other).isNotEqualTo(name);
        SoftLabelLine same =
            before.stream()
                .filter(b -> b.example().id().equals(line.example().id()))
                .findFirst()
                .orElseThrow();
        assertThat(Annotation.best(same.members().get(other)))
            .isEqualTo(line.example().soft().orElseThrow().likeliest());
      }
      int trained =
          RunFolder.open(out().resolve("generation-2/members/" + name))
              .result()
              .orElseThrow()
              .seeds()
              .get(0)
              .trained();
      assertThat(trained).isEqualTo(4 + set.size());
    }
  }

  @Test
  void theWeightsOfANextGenerationAreThoseOfTheFirst() {
    tiny.run("out", "recipe.kind=ipet", "recipe.generations=2", "recipe.growth=3");

    // members start again from the pretrained model, and the labelled examples are the same
    assertThat(before(2)).isEqualTo(before(1));
  }

  @Test
  void oneModelGrowsByItself() {
    tiny.write(TinyRecipe.PET.replaceAll("(?m)^    (was|colon): .*\n", ""));

    PetResult result =
        tiny.run("out", "recipe.kind=ipet", "recipe.generations=2", "recipe.distil=false");

    assertThat(result.seeds().get(0).generations()).hasSize(2);
    assertThat(result.seeds().get(0).distilled()).isEmpty();
    assertThat(out().resolve("distilled")).doesNotExist();
  }

  @Test
  void withoutLabelledExamplesTheFirstGenerationIsNotTrained() throws IOException {
    tiny.write(TinyRecipe.PET.replaceAll("(?m)^  (train|few_shot): .*\n", ""));

    PetResult result =
        tiny.run(
            "out",
            "recipe.kind=ipet",
            "recipe.generations=2",
            "recipe.likeliest=10",
            "recipe.distil=false");

    assertThat(result.seeds().get(0).generations()).hasSize(2);
    assertThat(result.seeds().get(0).generations().get(0).members())
        .allSatisfy(member -> assertThat(member.weight()).isCloseTo(1.0 / 3, within(1e-12)));
    for (String name : NAMES) {
      assertThat(RunFolder.open(out().resolve("generation-1/members/" + name)).file().training())
          .satisfies(training -> assertThat(training.epochs()).isZero());
      // counted from 2: int(2 · 5) = 10, five of each label
      assertThat(SoftLabelFile.read(out().resolve("generation-2/train/" + name + ".jsonl"), LABELS))
          .hasSize(10);
    }
  }

  @Test
  void generationsEndWhereALabelGetsNoText() {
    // texts that are all the same have all the same label
    tiny.write("texts.tsv", "text_a\n" + "the team won the match\n".repeat(30));
    TinyRecipe.Heard heard = new TinyRecipe.Heard();
    Pet pet = tiny.begin("out", "recipe.kind=ipet", "recipe.generations=3", "recipe.distil=false");
    PetResult result = pet.execute(Progress.SILENT, heard);

    assertThat(result.seeds().get(0).generations()).hasSize(1);
    assertThat(heard.notes)
        .anySatisfy(
            note ->
                assertThat(note)
                    .contains("generation 2 is not trained")
                    .containsPattern(
                        "of 30 texts none is labelled '(weather|football)' by [a-z]+-1,")
                    .endsWith("the generations end here"))
        .anySatisfy(
            note -> assertThat(note).contains("of all 30 texts; look at its template and words"));
    assertThat(out().resolve("generation-2/members")).doesNotExist();
  }

  @Test
  void whatIsThereIsNotDoneAgainAndWhatIsMissingIs() throws IOException {
    tiny.run("out", "recipe.kind=ipet", "recipe.generations=2");
    String table = Files.readString(folder.resolve("out/table.txt"));
    Path soft = out().resolve("generation-1/soft-labels.jsonl");
    String labels = Files.readString(soft);
    // as a kill in the middle of the first annotation leaves it: some lines and half of one
    delete(folder.resolve("out/results.json"));
    delete(folder.resolve("out/table.txt"));
    delete(out().resolve("generation-2"));
    delete(out().resolve("distilled"));
    delete(soft);
    int cut = labels.indexOf('\n', labels.length() / 2) + 40;
    Files.writeString(
        out().resolve("generation-1/soft-labels.jsonl.part"), labels.substring(0, cut));
    Path kept = member(1, "report-1").resolve("predictions.jsonl");
    FileTime written = Files.getLastModifiedTime(kept);

    Pet.resume(folder.resolve("out")).execute(Progress.SILENT, Pet.Listener.SILENT);

    assertThat(folder.resolve("out/table.txt")).hasContent(table);
    assertThat(soft).hasContent(labels);
    assertThat(Files.getLastModifiedTime(kept)).isEqualTo(written);
    assertThat(out().resolve("generation-1/soft-labels.jsonl.part")).doesNotExist();
  }

  private static void delete(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      MoreFiles.deleteRecursively(path, RecursiveDeleteOption.ALLOW_INSECURE);
    } else {
      Files.delete(path);
    }
  }

  @Test
  void membersOfASeedTrainOnTheSameDrawAndSeedsOnOthers() {
    tiny.write(TinyRecipe.PET.replace("seed: 13", "seeds: [13, 21]"));
    Pet pet = tiny.begin("out");

    List<Long> draws = new ArrayList<>();
    List<Long> chances = new ArrayList<>();
    for (PetPlan.SeedPlan seed : pet.plan().seeds()) {
      for (PetPlan.Member member : seed.members()) {
        draws.add(member.file().data().fewShot().orElseThrow().seed().orElseThrow());
        chances.add(member.file().allSeeds().get(0));
      }
    }

    assertThat(draws).containsExactly(13L, 13L, 13L, 21L, 21L, 21L);
    assertThat(chances).doesNotHaveDuplicates();
  }
}
