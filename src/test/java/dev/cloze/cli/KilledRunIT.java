package dev.cloze.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Stopwatch;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is killed again and again gives, to the bit, what an unbroken one gives. {@code
 * -Dkills.seed=N} repeats the moments, as far as a machine repeats itself.
 */
class KilledRunIT {
  private static final long SEED = Long.getLong("kills.seed", System.nanoTime());
  private static final int MINUTES = 2;

  /** The share of a process's time before which there is hardly anything to break. */
  private static final double START = 0.3;

  @TempDir Path folder;

  private final Random random = new Random(SEED);
  private TinyRun run;
  private Duration length;

  @BeforeEach
  void write(TestReporter reporter) throws IOException {
    reporter.publishEntry("kills.seed", Long.toString(SEED));
    run = TinyRun.in(folder);
    Path examples = Path.of("examples").toAbsolutePath();
    Files.copy(examples.resolve("first-run.train.tsv"), folder.resolve("examples.tsv"));
    Files.copy(examples.resolve("first-run.test.tsv"), folder.resolve("dev.tsv"));
  }

  @Test
  void endsAsIfNothingHadHappened() throws Exception {
    String[] settings = {
      "data.train.path=examples.tsv",
      "data.dev=dev.tsv",
      "forgetting={corpus: dev.tsv, rows: 4, length: 16}",
      "seeds=[1, 2]",
      "training.epochs=12",
      "training.batch_size=2",
      "training.accumulation=2",
      "training.learning_rate=3e-3",
      "training.patience=4",
      "training.save_every=0"
    };
    Map<String, String> unbroken = unbroken(settings);
    List<String> files =
        List.of(
            "baselines.json.part",
            "forgetting.json",
            "seed-1/state.safetensors",
            "seed-1/trained.safetensors.partial",
            "seed-1/predictions.jsonl.part",
            "seed-1/result.json",
            "seed-2/trained.safetensors",
            "seed-2/predictions.jsonl",
            "seed-2/timing.json");

    begin(settings);
    for (int kill = 0; kill < 3; kill++) {
      killWhen(elapsed(), unbroken);
      killWhen(appears(oneOf(files)), unbroken);
    }

    assertThat(finished()).as("kills.seed %d", SEED).isEqualTo(unbroken);
  }

  @Test
  void endsAsIfNothingHadHappenedWithSoftRowsOnAFrozenModel() throws Exception {
    String[] settings = {
      "data.train.path=examples.tsv",
      "model.dtype=bf16",
      TinyRun.SOFT_TEMPLATE,
      "training.tune=prompt",
      "training.epochs=20",
      "training.batch_size=4",
      "training.schedule=linear",
      "training.warmup=0.1",
      // several steps back: what they wrote must not stand twice
      "training.save_every=0.05"
    };
    Map<String, String> unbroken = unbroken(settings);

    begin(settings);
    killWhen(appears("seed-42/state.safetensors"), unbroken);
    killWhen(grows("seed-42/metrics.jsonl"), unbroken);
    killWhen(elapsed(), unbroken);

    assertThat(finished()).as("kills.seed %d", SEED).isEqualTo(unbroken);
  }

  private Map<String, String> unbroken(String... settings) throws Exception {
    Stopwatch watch = Stopwatch.createStarted();
    ClozeJar.Result result = new ClozeJar(folder).run(TinyRun.arguments("unbroken", settings));
    assertThat(result.status()).as(result.err()).isEqualTo(0);
    length = watch.elapsed();
    return comparable(run.contents("unbroken"));
  }

  /** Begins a run and kills it as soon as it can be gone on with. */
  private void begin(String... settings) throws Exception {
    kill(appears("provenance.json"), TinyRun.arguments(TinyRun.OUT, settings));
    assertThat(run.left()).contains("run.yaml", "provenance.json");
  }

  /** Goes on with the run, and kills it; what has its right name then is whole. */
  private void killWhen(BooleanSupplier moment, Map<String, String> unbroken) throws Exception {
    kill(moment, "run", "--resume", TinyRun.OUT, "--quiet");
    Map<String, String> left = comparable(run.contents(TinyRun.OUT));
    left.keySet().retainAll(unbroken.keySet());
    left.keySet().removeIf(name -> name.endsWith("metrics.jsonl"));
    assertThat(unbroken).as("kills.seed %d", SEED).containsAllEntriesOf(left);
  }

  private void kill(BooleanSupplier moment, String... arguments) throws Exception {
    Path log = folder.resolve("log");
    Process process = new ClozeJar(folder).start(log, log, arguments);
    while (process.isAlive() && !moment.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    process.destroyForcibly();
    assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
  }

  /** One of the files that are still to come. */
  private String oneOf(List<String> files) {
    List<String> missing =
        files.stream()
            .filter(name -> Files.notExists(folder.resolve(TinyRun.OUT).resolve(name)))
            .toList();
    return missing.get(random.nextInt(missing.size()));
  }

  private BooleanSupplier appears(String name) {
    Path file = folder.resolve(TinyRun.OUT).resolve(name);
    return () -> Files.exists(file);
  }

  /** Half of a file's lines are there. */
  private BooleanSupplier grows(String name) throws IOException {
    long half = Files.size(folder.resolve("unbroken").resolve(name)) / 2;
    return () -> folder.resolve(TinyRun.OUT).resolve(name).toFile().length() > half;
  }

  /** A random moment of a run's length. */
  private BooleanSupplier elapsed() {
    double share = START + (1 - START) * random.nextDouble();
    Stopwatch watch = Stopwatch.createStarted();
    return () -> watch.elapsed(TimeUnit.MILLISECONDS) >= share * length.toMillis();
  }

  private Map<String, String> finished() throws Exception {
    ClozeJar.Result result = run.resume();
    assertThat(result.status()).as(result.err()).isEqualTo(0);
    return comparable(run.contents(TinyRun.OUT));
  }

  /** The files by name, with what must be equal; of times and places only that they are there. */
  static Map<String, String> comparable(Map<String, byte[]> contents) {
    Map<String, String> comparable = new TreeMap<>();
    contents.forEach(
        (name, bytes) ->
            comparable.put(
                name,
                name.matches("(.*/)?(timing\\.json|provenance\\.json|run\\.yaml|.*\\.html)")
                    ? ""
                    : Hashing.sha256().hashBytes(bytes).toString()));
    return comparable;
  }
}
