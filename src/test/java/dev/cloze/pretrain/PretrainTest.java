package dev.cloze.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.plm.Architectures;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.LoadOptions;
import dev.cloze.plm.ModelShape;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.MaskingOptions;
import dev.cloze.train.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainTest {
  private static final Path TINY = Path.of("src/test/resources/golden/openprompt/bert");
  private static final String SHAPE =
      "model={shape: {layers: 2, hidden: 32, heads: 4, intermediate: 64, positions: 24}}";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("corpus.txt"), corpus());
    file = folder.resolve("tiny.yaml");
    Files.writeString(
        file,
        """
        corpus: {files: corpus.txt, held_out: 0.1}
        training: {steps: 12, rows: 8, length: 24, accumulate: 2, learning_rate: 5e-3}
        watch: {evaluate_every: 4, held_out_rows: 8, save_every: 0}
        dtype: f32
        storage: f32
        threads: 1
        """);
  }

  /** Sentences in which the verb follows from the noun, so that there is something to learn. */
  private static String corpus() {
    List<String> nouns = List.of("baker", "sailor", "teacher", "farmer");
    List<String> verbs = List.of("bakes bread", "sails ships", "teaches maths", "farms land");
    Random random = new Random(3);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      int who = random.nextInt(nouns.size());
      text.append("The %s %s %d.%n%n".formatted(nouns.get(who), verbs.get(who), i % 10));
    }
    return text.toString();
  }

  @Test
  void learnsFromScratchAndLeavesAModel() {
    int tensors = Tensor.liveCount();
    List<Measurement> measured = new ArrayList<>();

    PretrainResult result =
        run(
            fresh("all", "training.steps=60", "watch.evaluate_every=20", "watch.save_every=60"),
            measured);

    assertThat(result.isDone()).isTrue();
    assertThat(measured).extracting(Measurement::step).containsExactly(0L, 20L, 40L, 60L);
    Measurement before = measured.get(0);
    Measurement last = measured.get(3);
    assertThat(last.tokens()).isEqualTo(60 * 2 * 8 * 24);
    assertThat(before.trainLoss()).isNaN();
    // ln 60 is the loss of one who knows nothing of 60 tokens
    assertThat(last.heldOutLoss()).isLessThan(before.heldOutLoss()).isLessThan(0.8 * Math.log(60));
    assertThat(last.heldOutAccuracy()).isGreaterThan(0.1);
    try (LanguageModel model = Architectures.load(result.model(), LoadOptions.defaults())) {
      assertThat(model.shape().vocabulary()).isEqualTo(60);
    }
    assertThat(Tensor.liveCount()).isEqualTo(tensors);
  }

  /** Both begin with the frequencies of tokens; the informed one knows their neighbours too. */
  @Test
  void informedWeightsAreAheadOfDrawnOnes() {
    List<Measurement> informed = new ArrayList<>();
    List<Measurement> random = new ArrayList<>();
    String[] settings = {"training.steps=30", "watch.evaluate_every=60", "watch.save_every=60"};

    run(fresh("informed", settings), informed);
    run(fresh("random", "model.initialization=random", settings[0], settings[1]), random);

    assertThat(informed.get(1).heldOutLoss()).isLessThan(random.get(1).heldOutLoss());
  }

  @Test
  void endsAsAnUnbrokenOneWhereItWasBroken() throws IOException {
    run(fresh("whole", "model.shape.dropout=0.2"), new ArrayList<>());
    Path broken = folder.resolve("broken");

    assertThatThrownBy(
            () ->
                Pretrain.begin(fresh("broken", "model.shape.dropout=0.2"))
                    .run(Progress.SILENT, breaking(8)))
        .hasMessage("broken off");
    // as if it had not been killed after step 7 but stopped, which measures there, too
    new PretrainMetrics(broken.resolve("metrics.jsonl"))
        .add(new Measurement(7, 7 * 384, 3, 3, 0.1, 1, 1));
    PretrainResult result =
        Pretrain.resume(broken, List.of()).run(Progress.SILENT, into(new ArrayList<>()));

    assertThat(result.isDone()).isTrue();
    for (String name : List.of("state.safetensors", "model/model.safetensors")) {
      assertThat(broken.resolve(name))
          .hasSameBinaryContentAs(folder.resolve("whole").resolve(name));
    }
    assertThat(withoutSpeed(broken)).isEqualTo(withoutSpeed(folder.resolve("whole")));
    assertThat(withoutSpeed(broken)).hasSize(4).allMatch(line -> line.contains("held_out_loss"));
  }

  @Test
  void measuresAgainOnlyTheEndWhereNothingIsLeftToDo() throws IOException {
    run(fresh("whole"), new ArrayList<>());
    List<String> metrics = withoutSpeed(folder.resolve("whole"));
    List<Measurement> again = new ArrayList<>();

    Pretrain.resume(folder.resolve("whole"), List.of()).run(Progress.SILENT, into(again));

    assertThat(again).extracting(Measurement::step).containsExactly(12L);
    assertThat(withoutSpeed(folder.resolve("whole"))).isEqualTo(metrics);
  }

  @Test
  void measuresACheckpointBeforeItMoves() {
    List<Measurement> measured = new ArrayList<>();
    PretrainFile still =
        read(
            "model.path=" + TINY.toAbsolutePath(),
            "training.learning_rate=1e-30",
            "out=" + out("still"));

    run(still, measured);

    assertThat(measured).extracting(Measurement::step).containsExactly(0L, 4L, 8L, 12L);
    assertThat(measured)
        .extracting(Measurement::heldOutLoss)
        .containsOnly(measured.get(0).heldOutLoss());
  }

  @Test
  void writesItsPage() throws IOException {
    List<Measurement> measured = new ArrayList<>();

    PretrainResult result = run(fresh("paged"), measured);

    Document page = Jsoup.parse(Files.readString(result.report()));
    assertThat(page.select("h1").text()).isEqualTo("paged");
    assertThat(page.select(".what").text()).isEqualTo("A fresh bert was trained for 12 steps.");
    assertThat(page.select(".headline").first().text())
        .isEqualTo(
            String.format(
                Locale.ROOT,
                "%.3f nats, the loss on text that was held out; %.3f before",
                measured.get(3).heldOutLoss(),
                measured.get(0).heldOutLoss()));
    assertThat(page.select("#training tbody tr")).hasSize(4);
    assertThat(page.select(".facts").first().text())
        .contains("bert, 2 layers of 32, 60 tokens", "4,608 tokens"); // 12 steps of 2·8·24
    assertThat(page.select("#next pre").first().text())
        .isEqualTo("cloze run examples/quickstart.yaml --set model.path=" + result.model());
  }

  @Test
  void stopsAtItsTimeAndGoesOn() throws IOException {
    run(fresh("whole"), new ArrayList<>());
    PretrainResult stopped = run(fresh("timed", "watch.stop_after=1e-9"), new ArrayList<>());

    assertThat(stopped.next().get(0).value())
        .isEqualTo("cloze pretrain --resume " + folder.resolve("timed"));

    assertThat(stopped.isDone()).isFalse();
    assertThat(stopped.last().step()).isLessThan(12);
    PretrainResult rest =
        Pretrain.resume(folder.resolve("timed"), List.of("watch.stop_after=60"))
            .run(Progress.SILENT, into(new ArrayList<>()));
    assertThat(rest.isDone()).isTrue();
    assertThat(withoutSpeed(folder.resolve("timed")))
        .isEqualTo(withoutSpeed(folder.resolve("whole")));
  }

  @Test
  void goesOnFromACheckpointWithItsTokenizer() {
    List<Measurement> measured = new ArrayList<>();
    PretrainFile settings = read("model.path=" + TINY.toAbsolutePath(), "out=" + out("tuned"));

    PretrainResult result = run(settings, measured);

    assertThat(measured.get(1).heldOutLoss()).isLessThan(measured.get(0).heldOutLoss());
    assertThat(result.model().resolve("vocab.txt"))
        .hasSameBinaryContentAs(TINY.resolve("vocab.txt"));
  }

  @Test
  void refusesAModelThatDoesNotFit() {
    PretrainFile longer =
        read("model.path=" + TINY.toAbsolutePath(), "training.length=200", "out=" + out("long"));

    assertCode(() -> run(longer, new ArrayList<>()), PretrainError.UNFIT_MODEL);
  }

  @Test
  void refusesATextThatFillsNoRow() {
    PretrainFile longer =
        read(
            "model={shape: {layers: 1, hidden: 8, heads: 1, intermediate: 8, positions: 9000}}",
            "tokenizer.vocabulary=60",
            "training.length=9000",
            "out=" + out("longer"));

    assertCode(() -> run(longer, new ArrayList<>()), PretrainError.TOO_LITTLE_TEXT);
    assertThat(folder.resolve("longer")).doesNotExist();
  }

  @Test
  void refusesAFolderThatHoldsAPretrainingAndOneThatHoldsNone() {
    Pretrain.begin(fresh("twice"));

    assertCode(() -> Pretrain.begin(fresh("twice")), PretrainError.UNWRITABLE_FOLDER);
    assertCode(
        () -> Pretrain.begin(fresh("twice").withOut(folder)), PretrainError.UNWRITABLE_FOLDER);
    assertCode(() -> Pretrain.resume(folder, List.of()), PretrainError.NO_CHECKPOINT);
  }

  @Test
  void refusesFilesThatContradictThemselves() {
    assertThatThrownBy(() -> read(SHAPE)).hasMessageContaining("tokenizer is missing");
    assertThatThrownBy(() -> read("model.path=x", "tokenizer.vocabulary=60"))
        .hasMessageContaining("tokenizer stands beside model.path");
    assertThatThrownBy(() -> read(SHAPE, "tokenizer.vocabulary=60", "training.length=25"))
        .hasMessageContaining("training.length is 25, and the model takes 24 tokens");
    assertThatThrownBy(() -> read(SHAPE, "tokenizer.vocabulary=60", "corpus.held_out=1"))
        .hasMessageContaining("corpus.held_out is 1.0, which leaves nothing to train on");
    assertThatThrownBy(() -> read("tokenizer.vocabulary=60", "model={}"))
        .hasMessageContaining("path and shape: one of the two belongs there, found neither");
  }

  @Test
  void defaultsArePinned() {
    PretrainFile read = fresh("x");

    assertThat(WatchOptions.defaults())
        .isEqualTo(new WatchOptions(500, 256, 300, Optional.empty()));
    assertThat(read.masking()).isEqualTo(MaskingOptions.defaults());
    assertThat(read.seed()).isEqualTo(42);
    assertThat(read.model().initialization()).isEqualTo(PretrainFile.Initialization.INFORMED);
    assertThat(read.training())
        .isEqualTo(
            new PretrainOptions(12, 8, 24, 2, 5e-3, 0.06, Schedule.Shape.LINEAR, 0.01, 0.98, 1.0));
  }

  private PretrainFile fresh(String out, String... settings) {
    List<String> all =
        new ArrayList<>(List.of(SHAPE, "tokenizer.vocabulary=60", "out=" + out(out)));
    all.addAll(List.of(settings));
    return PretrainFile.read(file, all);
  }

  private PretrainFile read(String... settings) {
    return PretrainFile.read(file, List.of(settings));
  }

  private Path out(String name) {
    return folder.resolve(name);
  }

  private static PretrainResult run(PretrainFile settings, List<Measurement> measured) {
    return Pretrain.begin(settings).run(Progress.SILENT, into(measured));
  }

  private static List<String> withoutSpeed(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("metrics.jsonl")).stream()
        .map(line -> line.replaceAll("\"(tokens_per_second|seconds)\":[^,}]+", ""))
        .toList();
  }

  private static void assertCode(ThrowingCallable call, PretrainError code) {
    assertThatThrownBy(call).extracting(e -> ((ClozeException) e).code()).isEqualTo(code);
  }

  private static PretrainListener into(List<Measurement> measured) {
    return new PretrainListener() {
      @Override
      public void loaded(ModelShape shape, long parameters, NumberFormat format, long tokens) {}

      @Override
      public void measured(Measurement measurement) {
        measured.add(measurement);
      }
    };
  }

  /** Ends the process, as far as a test can, right after a measurement. */
  private static PretrainListener breaking(long step) {
    return new PretrainListener() {
      @Override
      public void loaded(ModelShape shape, long parameters, NumberFormat format, long tokens) {}

      @Override
      public void measured(Measurement measurement) {
        if (measurement.step() == step) {
          throw new IllegalStateException("broken off");
        }
      }
    };
  }
}
