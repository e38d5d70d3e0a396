package dev.cloze.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptPretrainCommandTest {
  private static final Path TINY = Path.of("src/test/resources/golden/openprompt/bert");

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int pretrain(String... arguments) {
    String[] all =
        Stream.concat(Stream.of("pretrain", "--quiet"), Stream.of(arguments))
            .toArray(String[]::new);
    return Main.execute(new PrintWriter(out), new PrintWriter(err), all);
  }

  @Test
  void tellsTheFiguresAndWhatIsNextAndGoesOnAsItWasBegun() throws IOException {
    Path file = file();
    Path target = folder.resolve("target");

    assertThat(pretrain(file.toString(), "--out", target.toString())).as("%s", err).isZero();
    assertThat(out.toString().lines().toList())
        .contains("examples  12 to train on, 4 held out: next, other")
        .anyMatch(line -> line.matches("epoch 1: loss \\d\\.\\d{4}, held out \\d.*, right .* %"))
        .anyMatch(line -> line.matches("before +\\d\\.\\d{4} +\\d+\\.\\d\\d %"))
        .contains("done: epoch 1 of 1 taken, " + target)
        .last()
        .asString()
        .startsWith("next: 'start: " + target + "' in a run file");

    assertThat(pretrain("--resume", target.toString())).isZero();
    assertThat(pretrain("--resume", target.toString(), "--set", "seed=3")).isEqualTo(2);
    assertThat(err.toString()).contains("--set stands beside --resume");
  }

  private Path file() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      text.append("The team %d won the match. It cheered %d in the night.%n%n".formatted(i, i));
    }
    Files.writeString(folder.resolve("corpus.txt"), text);
    return Files.writeString(
        folder.resolve("prompt.yaml"),
        """
        model: %s
        corpus: corpus.txt
        prompt:
          task: next_sentence
          template: '{"soft"} {"placeholder":"text_a"} {"mask"} {"placeholder":"text_b"}'
          words: {next: [the], other: [team]}
          examples: 12
          held_out: 4
        training: {epochs: 1}
        dtype: f32
        """
            .formatted(TINY.toAbsolutePath()));
  }
}
