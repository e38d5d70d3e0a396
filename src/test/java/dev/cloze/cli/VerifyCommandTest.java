package dev.cloze.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
  private static final Path PLM = Path.of("src", "test", "resources", "golden", "plm");
  private static final String BERT = PLM.resolve("bert").toString();
  private static final String GPT2 = PLM.resolve("gpt2").toString();

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int verify(String... arguments) {
    String[] all = Stream.concat(Stream.of("verify"), Stream.of(arguments)).toArray(String[]::new);
    return Main.execute(new PrintWriter(out), new PrintWriter(err), all);
  }

  @Test
  void tellsTheWorstDifferenceLast() {
    assertThat(verify(BERT)).isEqualTo(0);

    assertThat(out.toString().lines().toList())
        .last()
        .asString()
        .matches("worst \\S+ \\(.+\\) of 1e-0[34]: ok");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void statusIsOneWhereARecordingDiffers() throws IOException {
    assertThat(verify(differing(), GPT2)).isEqualTo(1);

    List<String> lines = out.toString().lines().toList();
    assertThat(lines).filteredOn(line -> line.endsWith(": differs")).hasSize(1);
    assertThat(lines).last().asString().endsWith(": ok");
  }

  @Test
  void statusIsTwoWhereARecordingCannotBeComparedAndTheOthersStillAre() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThat(verify(empty.toString(), differing(), GPT2)).isEqualTo(2);

    assertThat(err.toString().lines())
        .containsExactly(
            "FIX-001: "
                + empty
                + ": no recording in it; a recording has expected.safetensors or cases.json"
                + " [docs/errors/FIX-001.md]");
    assertThat(out.toString()).contains(": differs\n").endsWith(": ok\n");
  }

  @Test
  void failsWhenNoPathIsGiven() {
    assertThat(verify()).isEqualTo(2);
    assertThat(err.toString()).startsWith("CLI-001: ").contains("PATH").hasLineCount(1);
  }

  /** A copy of a recording with another weight. */
  private String differing() throws IOException {
    Path copy = Files.createDirectory(folder.resolve("differing"));
    try (Stream<Path> files = Files.list(PLM.resolve("bert"))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    Path weights = copy.resolve("model.safetensors");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(weights));
    int last = bytes.capacity() - Float.BYTES;
    bytes.putFloat(last, Float.intBitsToFloat(0x0000203f)); // 0.625, its bytes turned round
    Files.write(weights, bytes.array());
    return copy.toString();
  }
}
