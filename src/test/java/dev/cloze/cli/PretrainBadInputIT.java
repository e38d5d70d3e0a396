package dev.cloze.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pretraining with wrong input: one line, nothing lost, nothing half-written left. */
class PretrainBadInputIT {
  private static final String FILE =
      """
      corpus: {files: corpus.txt, held_out: 0.1}
      model: {shape: {layers: 1, hidden: 32, heads: 2, intermediate: 64, positions: 24}}
      tokenizer: {vocabulary: 45}
      training: {steps: 6, rows: 4, length: 24}
      watch: {evaluate_every: 2, held_out_rows: 4, save_every: 0}
      dtype: f32
      threads: 1
      """;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("tiny.yaml"), FILE);
    corpus(
        IntStream.range(0, 300)
            .mapToObj(i -> "the " + (i % 3 == 0 ? "baker bakes" : "sailor sails") + " " + i % 10)
            .collect(Collectors.joining("\n\n"))
            .getBytes(StandardCharsets.UTF_8));
  }

  private void corpus(byte... text) throws IOException {
    Files.write(folder.resolve("corpus.txt"), text);
  }

  @Test
  void refusesAnEmptyCorpus() throws Exception {
    corpus();

    TinyRun.assertMistake(pretrain(), "PRE-003", "corpus.txt");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void refusesTextThatIsNotUtf8() throws Exception {
    corpus("a caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

    TinyRun.assertMistake(pretrain(), "PRE-002", "corpus.txt:1", "UTF-8");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void refusesAVocabularyLargerThanTheWordsGive() throws Exception {
    TinyRun.assertMistake(
        pretrain("--set", "tokenizer.vocabulary=5000"), "TOK-012", "5000", "these texts give");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void refusesToGoOnWithAModelOfAnotherShape() throws Exception {
    assertThat(pretrain("--set", "watch.stop_after=1e-9").status()).isEqualTo(0);
    ImmutableList<String> before = files();

    ClozeJar.Result result =
        new ClozeJar(folder)
            .run("pretrain", "--resume", "out", "--set", "model.shape.hidden=64", "--quiet");

    TinyRun.assertMistake(result, "PRE-012", "another model");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void refusesACheckpointOfAnotherShape() throws Exception {
    assertThat(pretrain("--set", "watch.stop_after=1e-9").status()).isEqualTo(0);
    assertThat(
            new ClozeJar(folder)
                .run("pretrain", "tiny.yaml", "--out", "wide", "--set", "model.shape.hidden=64")
                .status())
        .isEqualTo(0);
    Path state = folder.resolve("out/state.safetensors");
    Files.copy(
        folder.resolve("wide/state.safetensors"), state, StandardCopyOption.REPLACE_EXISTING);

    TinyRun.assertMistake(resume(), "TRN-003", "has another shape of");
    assertThat(state).hasSameBinaryContentAs(folder.resolve("wide/state.safetensors"));
  }

  @Test
  void goesOnAfterAFullDiskInACheckpoint() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "its ulimit makes the disk full");
    assertThat(pretrain().status()).isEqualTo(0);
    Files.move(folder.resolve("out"), folder.resolve("unbroken"));

    ClozeJar.Result full =
        new ClozeJar(folder).withFilesUpTo(60).run("pretrain", "tiny.yaml", "--out", "out", "-q");

    TinyRun.assertMistake(full, "WGT-018", "state.safetensors", "cannot be written");
    assertThat(files()).noneMatch(name -> name.endsWith(".part") || name.endsWith(".partial"));
    assertThat(resume().status()).isEqualTo(0);
    for (String name : ImmutableList.of("state.safetensors", "model/model.safetensors")) {
      assertThat(folder.resolve("out").resolve(name))
          .hasSameBinaryContentAs(folder.resolve("unbroken").resolve(name));
    }
  }

  private ClozeJar.Result pretrain(String... settings) throws Exception {
    return new ClozeJar(folder)
        .run(
            ImmutableList.<String>builder()
                .add("pretrain", "tiny.yaml", "--out", "out", "--quiet")
                .add(settings)
                .build()
                .toArray(String[]::new));
  }

  private ClozeJar.Result resume() throws Exception {
    return new ClozeJar(folder).run("pretrain", "--resume", "out", "--quiet");
  }

  private ImmutableList<String> files() throws IOException {
    Path out = folder.resolve("out");
    try (Stream<Path> all = Files.walk(out)) {
      return all.map(path -> out.relativize(path).toString())
          .sorted()
          .collect(ImmutableList.toImmutableList());
    }
  }
}
