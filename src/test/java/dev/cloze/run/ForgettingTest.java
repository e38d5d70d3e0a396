package dev.cloze.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloze.base.ClozeException;
import dev.cloze.base.ErrorCode;
import dev.cloze.base.Progress;
import dev.cloze.plm.ModelShape;
import dev.cloze.pretrain.Measurement;
import dev.cloze.pretrain.Objective;
import dev.cloze.pretrain.Pretrain;
import dev.cloze.pretrain.PretrainError;
import dev.cloze.pretrain.PretrainFile;
import dev.cloze.pretrain.PretrainListener;
import dev.cloze.pretrain.PretrainResult;
import dev.cloze.tensor.NumberFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that has learned a little language is tuned, and asked for that language again. */
class ForgettingTest {
  private static final String SOFT_TEMPLATE =
      "template='{\"soft\"} A {\"mask\"} report : {\"placeholder\":\"text_a\"}'";

  @TempDir static Path shared;
  private static Path corpus;
  private static PretrainResult pretrained;

  @TempDir Path folder;

  @BeforeAll
  static void pretrain() throws IOException {
    corpus = Files.writeString(shared.resolve("corpus.txt"), sentences());
    Path settings =
        Files.writeString(
            shared.resolve("pretrain.yaml"),
            """
            corpus: {files: corpus.txt, held_out: 0.1}
            model: MODEL
            training: {steps: 40, rows: 8, length: 24, learning_rate: 5e-3}
            watch: {evaluate_every: 40, held_out_rows: 8, save_every: 600}
            dtype: f32
            storage: f32
            threads: 1
            """
                .replace("MODEL", TinyRun.MODELS.resolve("bert").toString()));
    PretrainFile file = PretrainFile.read(settings, List.of("out=" + shared.resolve("pretrained")));
    pretrained = Pretrain.begin(file).run(Progress.SILENT, new Deaf());
  }

  /** Sentences in which the verb follows from the noun. */
  private static String sentences() {
    List<String> sentences =
        List.of("The baker bakes bread", "The sailor sails ships", "The farmer farms land");
    Random random = new Random(3);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      text.append("%s %d.%n%n".formatted(sentences.get(random.nextInt(3)), i % 10));
    }
    return text.toString();
  }

  @Test
  void beginsWithWhatPretrainingMeasured() throws IOException {
    Forgetting measured = only(run("out", "training.epochs=1"));

    Measurement last = pretrained.last();
    assertThat(measured.before().loss()).isEqualTo(last.heldOutLoss());
    assertThat(measured.before().accuracy()).isEqualTo(last.heldOutAccuracy());
    assertThat(last.heldOutLoss()).isLessThan(0.7 * Math.log(480)); // something was learned
  }

  @Test
  void tuningAtAHighRateForgets() throws IOException {
    RunResult result =
        run("out", "training.epochs=4", "training.learning_rate=3e-2", "seed=", "seeds=[1, 2]");

    ForgettingSummary summary = result.forgetting().orElseThrow();
    assertThat(result.seeds())
        .allSatisfy(
            seed -> {
              Forgetting measured = seed.forgetting().orElseThrow();
              assertThat(measured.before()).isEqualTo(summary.before());
              assertThat(measured.after().orElseThrow().loss())
                  .isGreaterThan(measured.before().loss() + 0.5);
              assertThat(measured.after().orElseThrow().right())
                  .isLessThan(measured.before().right());
            });
    Objective.Score first = after(result, 0);
    Objective.Score second = after(result, 1);
    assertThat(first).isNotEqualTo(second);
    assertThat(summary.after().orElseThrow().loss().mean())
        .isEqualTo((first.loss() + second.loss()) / 2);
    assertThat(summary.after().orElseThrow().accuracy().count()).isEqualTo(2);
  }

  @Test
  void notTuningForgetsNothing() throws IOException {
    Forgetting measured = only(run("out", "training.epochs=0"));

    assertThat(measured.after()).contains(measured.before());
  }

  @Test
  void measuringChangesNoOtherNumber() throws IOException {
    RunResult with = run("with", "training.epochs=2");
    RunResult without = run("without", "training.epochs=2", "forgetting=");

    assertThat(with.seeds().get(0).evaluation()).isEqualTo(without.seeds().get(0).evaluation());
    assertThat(with.seeds().get(0).epochs()).isEqualTo(without.seeds().get(0).epochs());
    assertThat(without.forgetting()).isEmpty();
    assertThat(folder.resolve("without/forgetting.json")).doesNotExist();
  }

  @Test
  void aRunThatWasKilledSaysTheSame() throws IOException {
    String[] settings = {
      "training.epochs=3", "training.learning_rate=1e-2", "training.save_every=0"
    };
    run("whole", settings);
    Path killed = folder.resolve("killed");

    assertThatThrownBy(() -> begin("killed", settings).execute(breaking(6), Run.Listener.SILENT))
        .hasMessage("broken off");
    assertThat(killed.resolve("seed-13/state.safetensors")).exists();
    Run.resume(killed).execute(Progress.SILENT, Run.Listener.SILENT);

    for (String name : List.of("seed-13/result.json", "results.json", "forgetting.json")) {
      assertThat(killed.resolve(name))
          .hasSameTextualContentAs(folder.resolve("whole").resolve(name));
    }
  }

  @Test
  void anEarlierFigureIsNotMeasuredAgain() throws IOException {
    Path out = folder.resolve("out");
    RunResult first = run("out", "training.epochs=1");
    Files.delete(out.resolve("seed-13/result.json"));
    String kept = Files.readString(out.resolve("forgetting.json"));
    Files.writeString(
        out.resolve("forgetting.json"), kept.replaceFirst("\"right\" : \\d+", "\"right\" : 0"));

    RunResult second = Run.resume(out).execute(Progress.SILENT, Run.Listener.SILENT);

    assertThat(only(second).before().right()).isZero();
    assertThat(only(second).after()).isEqualTo(only(first).after());
  }

  @Test
  void saysThatAModelUnderATunedPromptDidNotMove() throws IOException {
    List<String> lines = new ArrayList<>();
    Run run = begin("out", "training.epochs=1", "training.tune=prompt", SOFT_TEMPLATE);
    RunReport report = new RunReport(run, lines::add);

    RunResult result = run.execute(Progress.SILENT, report);
    report.end(result);

    assertThat(only(result).after()).isEmpty();
    assertThat(only(result).before().loss()).isEqualTo(pretrained.last().heldOutLoss());
    assertThat(lines)
        .filteredOn(line -> line.startsWith("running text: "))
        .hasSize(2)
        .allMatch(line -> line.endsWith("; the model's weights did not move"));
    assertThat(Files.readString(folder.resolve("out/report.html")))
        .contains("Only the prompt was tuned");
  }

  @Test
  void saysWhatItMeasured() throws IOException {
    List<String> lines = new ArrayList<>();
    Run run = begin("out", "training.epochs=1");
    RunReport report = new RunReport(run, lines::add);

    report.end(run.execute(Progress.SILENT, report));

    String before = "%.4f".formatted(pretrained.last().heldOutLoss());
    assertThat(lines).anyMatch(line -> line.startsWith("running text: loss " + before + ", top-1"));
    assertThat(lines)
        .anyMatch(line -> line.matches("\\d+ hidden tokens of running text +loss, nats +top-1"))
        .anyMatch(line -> line.matches("before tuning +" + before + " +\\d+\\.\\d\\d %"))
        .anyMatch(line -> line.matches("difference +[+-]\\d\\.\\d{4} +[+-]\\d+\\.\\d\\d points"));
    assertThat(Files.readString(folder.resolve("out/report.html")))
        .contains("What tuning made the model forget", "corpus.txt");
  }

  @Test
  void refusesAModelThatIsNotMasked() {
    refuses(
        () ->
            run(
                "out",
                "training.epochs=0",
                "model.path=" + TinyRun.MODELS.resolve("gpt2"),
                "template='{\"placeholder\":\"text_a\"} It is {\"mask\"}'"),
        RunError.NOT_MASKED,
        "forgetting: gpt2 is not a masked model");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void refusesATextThatFillsNoRowAndOneThatIsNotThere() throws IOException {
    Path little = Files.writeString(folder.resolve("little.txt"), "The baker bakes bread.");

    refuses(
        () -> run("out", "training.epochs=0", "forgetting=" + little),
        PretrainError.TOO_LITTLE_TEXT,
        little + ": ");
    refuses(
        () -> run("out", "training.epochs=0", "forgetting=" + folder.resolve("none.txt")),
        PretrainError.UNREADABLE_CORPUS,
        "none.txt: no such file");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void refusesToGoOnWithAnotherText() throws IOException {
    Path own = Files.copy(corpus, folder.resolve("own.txt"));
    run("out", "training.epochs=0", "forgetting=" + own);
    Files.writeString(own, sentences() + "One more.");

    refuses(
        () -> Run.resume(folder.resolve("out")),
        RunError.OTHER_DATA,
        own + ": the file has changed since");
  }

  @Test
  void readsAResultThatAnEarlierVersionWroteAndNoOther() throws IOException {
    run("out", "training.epochs=0", "forgetting=");
    Path file = folder.resolve("out/seed-13/result.json");
    String written = Files.readString(file);

    Files.writeString(file, written.replaceFirst(",\\s*\"forgetting\" : null", ""));
    assertThat(Files.readString(file)).doesNotContain("forgetting");
    assertThat(WholeFile.readJson(file, SeedResult.class).forgetting()).isEmpty();

    for (String missing : List.of("\"trained\" : 0,", "\"epochs\" : [ ],")) {
      assertThat(written).contains(missing);
      Files.writeString(file, written.replace(missing, ""));
      refuses(
          () -> WholeFile.readJson(file, SeedResult.class),
          RunError.NO_RUN,
          "was not written by a run");
    }
  }

  private RunResult run(String out, String... settings) throws IOException {
    return begin(out, settings).execute(Progress.SILENT, Run.Listener.SILENT);
  }

  private Run begin(String out, String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "model.path=" + pretrained.model(),
                "threads=1",
                "baselines=false",
                "forgetting.corpus.files=" + corpus,
                "forgetting.corpus.held_out=0.1",
                "forgetting.rows=8",
                "forgetting.length=24"));
    all.addAll(List.of(settings));
    RunFile file = RunFile.read(Path.of("examples/first-run.yaml"), all);
    return Run.begin(file.withOut(folder.resolve(out)), "forgetting", "cloze run");
  }

  private static Forgetting only(RunResult result) {
    assertThat(result.seeds()).hasSize(1);
    return result.seeds().get(0).forgetting().orElseThrow();
  }

  private static Objective.Score after(RunResult result, int seed) {
    return result.seeds().get(seed).forgetting().flatMap(Forgetting::after).orElseThrow();
  }

  private static void refuses(ThrowingCallable call, ErrorCode code, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ClozeException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }

  /** Ends the process, as far as a test can, in a step of the training. */
  private static Progress breaking(int step) {
    return (name, total) ->
        new Progress.Task() {
          private int steps;

          @Override
          public void advance(long count) {
            steps += (int) count;
            if (name.equals("training") && steps >= step) {
              throw new IllegalStateException("broken off");
            }
          }

          @Override
          public void note(String text) {}

          @Override
          public void close() {}
        };
  }

  /** Hears nothing of a pretraining. */
  private static final class Deaf implements PretrainListener {
    @Override
    public void loaded(ModelShape shape, long parameters, NumberFormat format, long tokens) {}

    @Override
    public void measured(Measurement measurement) {}
  }
}
