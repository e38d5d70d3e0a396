package dev.cloze.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a main class of the tests in a JVM of its own. */
record ChildProcess(int status, List<String> output, String errors) {

  static ChildProcess run(
      Map<String, String> environment, List<String> options, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    String ownPath = System.getProperty("java.class.path");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", ownPath)));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    Path errors = Files.createTempFile("child", ".err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    String text = Files.readString(errors);
    Files.delete(errors);
    return new ChildProcess(status, output.lines().toList(), text);
  }

  /** The lines that it printed, where it ended well. */
  static List<String> lines(List<String> options, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    ChildProcess child = run(Map.of(), options, main, arguments);
    assertThat(child.status()).as(child.errors()).isZero();
    return child.output();
  }
}
