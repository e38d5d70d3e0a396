package examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.pipeline.PetResult;
import dev.cloze.run.Run;
import dev.cloze.run.RunFile;
import dev.cloze.run.RunResult;
import dev.cloze.tensor.Tensor;
import dev.cloze.train.Evaluation;
import dev.cloze.train.TrainingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs of {@code examples/java} do what they say, and leave nothing open. */
class ExamplesTest {
  private static final Path MODELS = Path.of("src/test/resources/golden/openprompt");
  private static final Path TOPICS = Path.of("examples/first-run.train.tsv");

  /** A word of the hypothesis tells the label: a model with random weights can learn that much. */
  private static final List<String> ENTAILMENT =
      List.of(
          line("The old team won the trophy.", "the team won", "entailment"),
          line("It rained during the night.", "it rained", "entailment"),
          line("The weather closed the harbour.", "the harbour was closed", "entailment"),
          line("The pilot asked for the signal.", "the pilot never asked", "contradiction"),
          line("The match was quiet.", "the match was never quiet", "contradiction"),
          line("Everyone cheered in the harbour.", "nobody ever cheered", "contradiction"),
          line("The children wanted a match.", "perhaps a blue team returned", "neutral"),
          line("Nobody could sleep.", "perhaps the river was old", "neutral"),
          line("The lighthouse was blue.", "perhaps it rained in october", "neutral"));

  @TempDir Path folder;

  @Test
  void aClassifierIsTrainedAndAsked() {
    TrainingOptions options = TrainingOptions.defaults().withEpochs(20).withLearningRate(3e-3);
    int before = Tensor.liveCount();

    assertThat(
            TrainClassifier.run(
                MODELS.resolve("bert"),
                TOPICS,
                options,
                List.of("the team wanted the trophy", "it rained during the night")))
        .containsExactly("football", "weather");
    assertThat(Tensor.liveCount()).isEqualTo(before);
  }

  @Test
  void patternsLearnLabelTextsAndAreDistilled() {
    Path labels = folder.resolve("labels.jsonl");
    int before = Tensor.liveCount();

    PetResult result =
        LearnFromTexts.run(
            Path.of("examples/pet.yaml"),
            List.of(
                "model.path=" + MODELS.resolve("bert"),
                "data.test_limit=8",
                "training.epochs=1",
                "recipe.weights=even",
                "recipe.distil=false",
                "baselines=false"),
            folder.resolve("pet"),
            Path.of("examples/data/helpdesk.unlabelled.tsv"),
            labels);

    assertThat(result.seeds().get(0).generations().get(0).members()).hasSize(3);
    assertThat(labels).content().hasLineCount(128);
    assertThat(Tensor.liveCount()).isEqualTo(before);
  }

  @Test
  void aTextIsClassifiedWithoutTraining() {
    int before = Tensor.liveCount();

    assertThat(ClassifyText.run(MODELS.resolve("bert"), "the team cheered")).isIn("good", "bad");
    assertThat(Tensor.liveCount()).isEqualTo(before);
  }

  @Test
  void aRunFileIsRunAndItsResultsAreRead() {
    Path out = folder.resolve("run");
    ImmutableMap<String, Double> accuracies =
        RunFromJava.run(Path.of("examples/first-run.yaml"), List.of("training.epochs=1"), out);

    assertThat(accuracies.keySet().asList())
        .containsExactly("trained", "zero-shot", "TF-IDF logistic regression", "majority class");
    // half of the eight examples have each of the two labels
    assertThat(accuracies.get("majority class")).isCloseTo(0.5, within(1e-12));
    assertThat(out.resolve("results.json")).exists();
  }

  /** The page for people who come from OpenPrompt says that its two programs give one result. */
  @Test
  void theJavaAndTheRunFileOfThatPageGiveTheSameNumbers() throws IOException {
    String page = Files.readString(Path.of("docs/from-openprompt.md"));
    String yaml =
        Splitter.on("```").splitToList(page.substring(page.indexOf("```yaml") + 7)).get(0);
    Path file = Files.writeString(folder.resolve("topic.yaml"), yaml);
    Path templates =
        Files.writeString(
            folder.resolve("topic.txt"),
            "{\"mask\"}\nA {\"mask\"} report : {\"placeholder\":\"text_a\"}\n");
    Path words =
        Files.writeString(
            folder.resolve("topic.json"),
            "{\"football\": [\"football\", \"trophy\"], \"weather\": [\"weather\"]}");
    Path test = Path.of("examples/first-run.test.tsv");
    int before = Tensor.liveCount();

    Evaluation ours = FromOpenPrompt.run(MODELS.resolve("bert"), templates, words, TOPICS, test);
    List<String> settings =
        List.of(
            "model.path=" + MODELS.resolve("bert").toAbsolutePath(),
            "model.dtype=f32",
            "data.train=" + TOPICS.toAbsolutePath(),
            "data.test=" + test.toAbsolutePath());
    RunFile run = RunFile.read(file, settings).withOut(folder.resolve("topic"));
    RunResult result =
        Run.begin(run, "topic", "cloze run topic.yaml")
            .execute(Progress.SILENT, Run.Listener.SILENT);

    assertThat(ours.total()).isEqualTo(8);
    assertThat(result.seeds().get(0).evaluation().loss()).isCloseTo(ours.loss(), within(1e-9));
    assertThat(result.seeds().get(0).evaluation().accuracy()).isEqualTo(ours.accuracy());
    assertThat(Tensor.liveCount()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta", "gpt2"})
  void oneWritesTheLoopOneself(String family) throws IOException {
    Path lines = Files.write(folder.resolve("cb.jsonl"), ENTAILMENT);
    int before = Tensor.liveCount();
    Cb.Result result = Cb.run(MODELS.resolve(family), lines, lines, 40, 3e-3, Seeds.of(13));

    assertThat(result.losses()).hasSize(40);
    assertThat(Iterables.getLast(result.losses())).isLessThan(0.3 * result.losses().get(0));
    assertThat(result.evaluation().total()).isEqualTo(9);
    assertThat(result.evaluation().accuracy()).isGreaterThan(0.85);
    assertThat(Tensor.liveCount()).isEqualTo(before);
  }

  @Test
  void theSameSeedGivesTheSameLosses() throws IOException {
    Path lines = Files.write(folder.resolve("cb.jsonl"), ENTAILMENT);

    assertThat(losses(lines, 13)).isEqualTo(losses(lines, 13)).isNotEqualTo(losses(lines, 21));
  }

  private static List<Double> losses(Path lines, long seed) {
    return Cb.run(MODELS.resolve("bert"), lines, lines, 2, 1e-3, Seeds.of(seed)).losses();
  }

  private static String line(String premise, String hypothesis, String label) {
    return "{\"premise\": \"%s\", \"hypothesis\": \"%s\", \"label\": \"%s\"}"
        .formatted(premise, hypothesis, label);
  }
}
