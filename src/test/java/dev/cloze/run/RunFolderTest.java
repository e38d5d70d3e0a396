package dev.cloze.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  private static final Path MODEL = Path.of("src/test/resources/golden/openprompt/bert");

  @TempDir Path folder;

  private RunFile file(String... settings) throws IOException {
    List<String> all = new ArrayList<>(List.of("model.path=" + model(), "training.epochs=3"));
    all.addAll(List.of(settings));
    return RunFile.read(Path.of("examples/first-run.yaml"), all);
  }

  /** A copy, to be changed by a test. */
  private Path model() throws IOException {
    Path copy = folder.resolve("model");
    if (!Files.exists(copy)) {
      Files.createDirectory(copy);
      try (Stream<Path> files = Files.list(MODEL)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
    }
    return copy;
  }

  private RunResult run(Path out, String... settings) throws IOException {
    return Run.begin(file(settings).withOut(out), "first", "cloze run")
        .execute(Progress.SILENT, Run.Listener.SILENT);
  }

  private static void refuses(ThrowingCallable call, RunError code, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ClozeException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }

  @Test
  void holdsAllThatARunGave() throws IOException {
    Path out = folder.resolve("out");

    RunResult result = run(out, "seeds=[1, 2]");

    assertThat(names(out))
        .containsExactly(
            "baselines.json",
            "provenance.json",
            "report.html",
            "results.json",
            "run.yaml",
            "seed-1/metrics.jsonl",
            "seed-1/predictions.jsonl",
            "seed-1/result.json",
            "seed-1/timing.json",
            "seed-1/trained.safetensors",
            "seed-1/verbalizer.json",
            "seed-2/metrics.jsonl",
            "seed-2/predictions.jsonl",
            "seed-2/result.json",
            "seed-2/timing.json",
            "seed-2/trained.safetensors",
            "seed-2/verbalizer.json");
    assertThat(result.seeds()).extracting(SeedResult::seed).containsExactly(1L, 2L);
    assertThat(result.baselines())
        .extracting(BaselineResult::name)
        .containsExactly("zero-shot", "TF-IDF logistic regression", "majority class");
    assertThat(WholeFile.readJson(out.resolve("results.json"), RunResult.class)).isEqualTo(result);
  }

  @Test
  void doesAgainOnlyWhatIsMissing() throws IOException {
    Path out = folder.resolve("out");
    RunResult first = run(out, "seeds=[1, 2]");
    byte[] weights = Files.readAllBytes(out.resolve("seed-2/trained.safetensors"));
    delete(out.resolve("seed-2"));
    Files.delete(out.resolve("results.json"));

    RunResult second = Run.resume(out).execute(Progress.SILENT, Run.Listener.SILENT);

    assertThat(second).isEqualTo(first);
    assertThat(out.resolve("seed-2/trained.safetensors")).hasBinaryContent(weights);
  }

  @Test
  void drawsExamplesOfItsOwnForEachSeed() throws IOException {
    RunResult result =
        run(
            folder.resolve("out"),
            "seeds=[1, 2]",
            "data.test=",
            "data.few_shot.per_class=2",
            "data.few_shot.dev_per_class=1");

    // 16 lines of two classes: 4 to train on, 2 to choose by, 10 to score
    assertThat(result.seeds()).allSatisfy(seed -> assertThat(seed.trained()).isEqualTo(4));
    assertThat(result.seeds())
        .allSatisfy(seed -> assertThat(seed.evaluation().total()).isEqualTo(10));
    assertThat(result.seeds().get(0).epochs()).allSatisfy(e -> assertThat(e.dev()).isPresent());
    assertThat(result.baselines()).allSatisfy(row -> assertThat(row.evaluations()).hasSize(2));
  }

  @Test
  void takesTheNextFreeNameWhereNoneIsGiven() throws IOException {
    assertThat(NewFolder.free(folder, "news")).isEqualTo(folder.resolve("news"));
    Files.createDirectories(folder.resolve("news"));
    Files.createDirectories(folder.resolve("news-2"));
    assertThat(NewFolder.free(folder, "news")).isEqualTo(folder.resolve("news-3"));
  }

  @Test
  void refusesAFolderWithSomethingInIt() throws IOException {
    Files.writeString(folder.resolve("mine.txt"), "mine");

    refuses(() -> run(folder), RunError.FOLDER_EXISTS, folder + ": the folder has something in it");
  }

  @Test
  void leavesNothingBehindWhenItDoesNotBegin() throws IOException {
    Path out = folder.resolve("out");

    assertThatThrownBy(() -> run(out, "verbalizer.words={football: football}"))
        .isInstanceOf(ClozeException.class);

    assertThat(out).doesNotExist();
  }

  @Test
  void refusesToGoOnWithAnotherModel() throws IOException {
    Path out = folder.resolve("out");
    run(out);
    Path config = model().resolve("config.json");
    Files.writeString(config, Files.readString(config) + "\n");

    refuses(() -> Run.resume(out), RunError.OTHER_MODEL, "its files have changed since the run");
  }

  @Test
  void refusesToGoOnWithOtherData() throws IOException {
    Path train = folder.resolve("train.tsv");
    Files.copy(Path.of("examples/first-run.train.tsv"), train);
    Path out = folder.resolve("out");
    run(out, "data.train=" + train);
    Files.writeString(train, Files.readString(train) + "weather\tIt rained again.\n");

    refuses(() -> Run.resume(out), RunError.OTHER_DATA, train + ": the file has changed since");
  }

  @Test
  void refusesAFolderThatIsNoRuns() throws IOException {
    refuses(() -> Run.resume(folder), RunError.NO_RUN, folder + ": no run is there");
    refuses(() -> Run.resume(folder.resolve("x")), RunError.NO_RUN, "x: no such folder");
    Path out = folder.resolve("out");
    run(out);
    Files.writeString(out.resolve("provenance.json"), "{}{");
    refuses(() -> Run.resume(out), RunError.NO_RUN, "was not written by a run");
  }

  @Test
  void refusesAFolderOfAnotherVersion() throws IOException {
    Path out = folder.resolve("out");
    run(out);
    Path provenance = out.resolve("provenance.json");
    Files.writeString(
        provenance, Files.readString(provenance).replace("\"format\" : 2", "\"format\" : 1"));

    refuses(() -> Run.resume(out), RunError.OTHER_VERSION, "a run folder of format 1");
  }

  /** What is read beside data and model belongs to a run as well. */
  @Test
  void refusesToGoOnWithAnotherTemplateOrOtherWords() throws IOException {
    Path templates =
        Files.writeString(folder.resolve("t.txt"), "{\"mask\"} {\"placeholder\":\"text_a\"}");
    Path words =
        Files.writeString(
            folder.resolve("v.json"), "{\"football\": [\"football\"], \"weather\": [\"weather\"]}");
    Path lists = Files.createDirectory(folder.resolve("lists"));
    Files.writeString(lists.resolve("football.txt"), "trophy\n");
    Files.writeString(lists.resolve("weather.txt"), "night\n");
    Path out = folder.resolve("out");
    run(
        out,
        "template={file: " + templates + "}",
        "verbalizer={kind: knowledgeable, file: "
            + words
            + ", knowledgeable: {sources: ["
            + lists
            + "], frequency: none, relevance: none}}");

    for (Path file : List.of(templates, words, lists.resolve("weather.txt"))) {
      String before = Files.readString(file);
      Files.writeString(file, before + "\n");
      refuses(() -> Run.resume(out), RunError.OTHER_DATA, file + ": the file has changed");
      Files.writeString(file, before);
    }
    Run.resume(out);
  }

  @Test
  void fingerprintsChangeWithAnyByteOfAnyFile() throws IOException {
    Path weights = model().resolve("model.safetensors");
    String before = Fingerprint.of(model());
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1] ^= 1;
    Files.write(weights, bytes);
    String flipped = Fingerprint.of(model());
    bytes[bytes.length - 1] ^= 1;
    Files.write(weights, bytes);

    assertThat(flipped).isNotEqualTo(before);
    assertThat(Fingerprint.of(model())).isEqualTo(before);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
