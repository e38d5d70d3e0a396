package dev.cloze.sweep;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Sweeps over the first example's data on a tiny model, in a folder of their own. */
record TinySweep(Path folder) {
  private static final String RUN =
      """
      model: {path: 'ROOT/src/test/resources/golden/openprompt/bert', dtype: f32}
      data:
        train: 'ROOT/examples/first-run.train.tsv'
        test: 'ROOT/examples/first-run.test.tsv'
        few_shot: {per_class: 3, dev_per_class: 3}
      template: {file: templates.txt}
      verbalizer: {words: {football: [football, trophy], weather: [weather, night]}}
      tokens: {max_length: 64}
      training: {epochs: 2, learning_rate: 3e-3, batch_size: 4}
      threads: 1
      """;

  private static final String TEMPLATES =
      """
      A {"mask"} report : {"placeholder":"text_a"}
      {"placeholder":"text_a"} It was {"mask"}.

      {"mask"} : {"placeholder":"text_a"}
      """;

  static TinySweep in(Path folder) {
    TinySweep sweep = new TinySweep(folder);
    sweep.write("run.yaml", RUN.replace("ROOT", Path.of("").toAbsolutePath().toString()));
    sweep.write("templates.txt", TEMPLATES);
    return sweep;
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A sweep file of these lines, beside its run file. */
  SweepFile file(String lines, String... overrides) {
    return SweepFile.read(write("sweep.yaml", "run: run.yaml\n" + lines), List.of(overrides));
  }

  Plan plan(String lines, String... overrides) {
    return Sweep.plan(file(lines, overrides));
  }

  /** Begins a sweep. */
  Sweep begin(String lines, String out) {
    return Sweep.begin(
        file(lines), "sweep", Optional.of(folder.resolve(out)), "cloze sweep sweep.yaml");
  }

  SweepResult run(String lines, String out) {
    return begin(lines, out).execute(Progress.SILENT, Sweep.Listener.SILENT);
  }

  /** What the cells of a plan are, in the order in which they run. */
  static ImmutableList<String> described(Plan plan) {
    return plan.cells().stream().map(Cell::describe).collect(ImmutableList.toImmutableList());
  }
}
