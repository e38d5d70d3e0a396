package dev.cloze.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A run file of a tiny model and four made-up lines, in a folder of its own. */
record TinyRun(Path folder) {
  static final String OUT = "results";

  /** A setting: a template with a soft token. */
  static final String SOFT_TEMPLATE =
      "template='{\"soft\"} It was {\"mask\"} : {\"placeholder\":\"text_a\"}'";

  private static final String RUN_FILE =
      """
      model: {path: 'MODEL', dtype: f32}
      data: {train: {path: train.tsv}, test: {path: test.tsv}}
      template: 'It was {"mask"} : {"placeholder":"text_a"}'
      verbalizer: {words: {weather: weather, football: [football]}}
      training: {epochs: 2}
      """;

  /** Writes the run into {@code folder}. */
  static TinyRun in(Path folder) throws IOException {
    return in(folder, TinyModel.ORIGINAL);
  }

  static TinyRun in(Path folder, Path model) throws IOException {
    TinyRun run = new TinyRun(folder);
    run.write("run.yaml", RUN_FILE.replace("MODEL", model.toString()));
    run.write(
        "train.tsv",
        "0\tit rained\n1\ta football match\n0\tthe wind was strong\n1\tthe team won\n");
    run.write("test.tsv", "weather\tit rained all night\nfootball\tthe team lost\n");
    return run;
  }

  void write(String file, String text) {
    try {
      Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs it with settings laid over it. */
  ClozeJar.Result run(String... settings) throws Exception {
    return run(new ClozeJar(folder), settings);
  }

  ClozeJar.Result run(ClozeJar jar, String... settings) throws Exception {
    return jar.run(arguments(OUT, settings));
  }

  /** The arguments of a run whose results go to {@code out}. */
  static String[] arguments(String out, String... settings) {
    List<String> all = new ArrayList<>(List.of("run", "run.yaml", "--out", out, "--quiet"));
    for (String setting : settings) {
      all.addAll(List.of("--set", setting));
    }
    return all.toArray(String[]::new);
  }

  ClozeJar.Result resume() throws Exception {
    return new ClozeJar(folder).run("run", "--resume", OUT, "--quiet");
  }

  /** The names of all that stands in the folder of the results; none where there is no folder. */
  List<String> left() throws IOException {
    return List.copyOf(contents(OUT).keySet());
  }

  /** The files of a folder of results, by name. */
  Map<String, byte[]> contents(String out) throws IOException {
    Path results = folder.resolve(out);
    Map<String, byte[]> contents = new TreeMap<>();
    if (Files.isDirectory(results)) {
      try (Stream<Path> files = Files.walk(results)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          contents.put(
              results.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        }
      }
    }
    return contents;
  }

  /** One line on standard error with its code, and the exit status of a mistake. */
  static void assertMistake(ClozeJar.Result result, String code, String... parts) {
    assertThat(result.errorLines()).as(result.err()).hasSize(1);
    assertThat(result.errorLines().get(0))
        .startsWith(code + ": ")
        .contains(ImmutableList.<String>builder().add("").add(parts).build())
        .endsWith("[docs/errors/" + code + ".md]");
    assertThat(result.status()).isEqualTo(2);
  }
}
