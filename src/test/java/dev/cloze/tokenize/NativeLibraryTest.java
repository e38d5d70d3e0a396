package dev.cloze.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
  /** A proxy that answers nothing: whatever wants the network fails. */
  private static final List<String> NO_NETWORK =
      List.of(
          "-Dhttp.proxyHost=127.0.0.1",
          "-Dhttp.proxyPort=1",
          "-Dhttps.proxyHost=127.0.0.1",
          "-Dhttps.proxyPort=1");

  @TempDir Path cache;

  @Test
  void theLibraryIsUnpackedFromItsJarWithoutTheNetwork() throws Exception {
    String printed = probe(cache);

    try (PretrainedTokenizer tokenizer = Fixtures.tokenizer("bert");
        Stream<Path> files = Files.walk(cache)) {
      assertThat(printed).contains(Fixtures.ints(tokenizer.encode("the")).toString());
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains(System.mapLibraryName("tokenizers"));
    }
  }

  @Test
  void failsWhenTheLibraryCannotBeUnpacked() throws Exception {
    Path file = Files.writeString(cache.resolve("file"), "in the way");

    assertThat(probe(file))
        .contains("TOK-011: the native library of the tokenizers cannot be loaded: ")
        .contains(
            "; it is unpacked from its jar into the folder that the variable DJL_CACHE_DIR"
                + " names, else into .djl.ai of the home folder, which must be writable"
                + " [docs/errors/TOK-011.md]");
  }

  /** Tokenizes in a fresh process that unpacks to {@code unpacked}. */
  private static String probe(Path unpacked) throws IOException, InterruptedException {
    List<String> command =
        ImmutableList.<String>builder()
            .add(Path.of(System.getProperty("java.home"), "bin", "java").toString())
            .addAll(NO_NETWORK)
            .add("-cp", System.getProperty("java.class.path"))
            .add(NativeLibraryProbe.class.getName())
            .add(Fixtures.path("golden/openprompt/bert").toString(), "the")
            .build();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DJL_CACHE_DIR", unpacked.toString());
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return printed;
  }
}
