package dev.cloze.cli;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the packaged command as a user does, in a process of its own. */
final class ClozeJar {
  private static final Path JAR = Path.of("target/cloze.jar").toAbsolutePath();
  private static final Path CACHE = Path.of("target/test-cache").toAbsolutePath();
  private static final int MINUTES = 2;

  private final Path folder;
  private final ImmutableList<String> shell;

  /** The command, started in {@code folder}. */
  ClozeJar(Path folder) {
    this(folder, ImmutableList.of());
  }

  private ClozeJar(Path folder, ImmutableList<String> shell) {
    this.folder = folder;
    this.shell = shell;
  }

  /** The same command where no file may grow longer, as on a full disk. */
  ClozeJar withFilesUpTo(int kibibytes) {
    return new ClozeJar(
        folder,
        ImmutableList.of("/bin/bash", "-c", "ulimit -f " + kibibytes + "; exec \"$0\" \"$@\""));
  }

  /** What a command left behind. */
  record Result(int status, String out, String err) {
    List<String> errorLines() {
      return err.lines().toList();
    }
  }

  Result run(String... arguments) throws IOException, InterruptedException {
    return runWith(new byte[0], arguments);
  }

  /** Runs the command with something on its standard input, which then ends. */
  Result runWith(byte[] input, String... arguments) throws IOException, InterruptedException {
    Path in = Files.write(Files.createTempFile("cloze", ".in"), input);
    Path out = Files.createTempFile("cloze", ".out");
    Path err = Files.createTempFile("cloze", ".err");
    try {
      Process process = start(in, out, err, arguments);
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("no end after " + MINUTES + " minutes");
      }
      return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(in);
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Starts a command and lets it run; what it prints is thrown away. */
  Process start(String... arguments) throws IOException {
    Path nowhere = ProcessBuilder.Redirect.DISCARD.file().toPath();
    return start(nowhere, nowhere, nowhere, arguments);
  }

  /** Starts the command and returns while it runs; it is given nothing to read. */
  Process start(Path out, Path err, String... arguments) throws IOException {
    return start(ProcessBuilder.Redirect.DISCARD.file().toPath(), out, err, arguments);
  }

  private Process start(Path in, Path out, Path err, String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                ImmutableList.<String>builder()
                    .addAll(shell)
                    .add(Path.of(System.getProperty("java.home"), "bin", "java").toString())
                    .add("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8")
                    .add("-jar", JAR.toString())
                    .add(arguments)
                    .build())
            .directory(folder.toFile())
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("GOMP_SPINCOUNT", "2000");
    builder.environment().put("CLOZE_CACHE", CACHE.toString());
    return builder.start();
  }
}
