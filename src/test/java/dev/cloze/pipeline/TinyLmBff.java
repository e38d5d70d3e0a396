package dev.cloze.pipeline;

import dev.cloze.base.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** LM-BFF over the first example's data on a tiny model, in a folder of its own. */
record TinyLmBff(Path folder) {
  private static final String RECIPE =
      """
      recipe:
        kind: lm_bff
        candidates: 3
        batch_sizes: [4]
        learning_rates: [1e-3, 3e-3]
      model: {path: 'ROOT/src/test/resources/golden/openprompt/bert', dtype: f32}
      data:
        train: 'ROOT/examples/first-run.train.tsv'
        test: 'ROOT/examples/first-run.test.tsv'
        few_shot: {per_class: 3, dev_per_class: 3}
      template: 'A {"mask"} report : {"placeholder":"text_a"}'
      verbalizer: {kind: automatic, labels: [football, weather], automatic: {method: lm_bff}}
      tokens: {max_length: 64}
      training: {epochs: 2, learning_rate: 3e-3, batch_size: 4}
      threads: 1
      seed: 13
      """;

  static TinyLmBff in(Path folder) {
    TinyLmBff tiny = new TinyLmBff(folder);
    tiny.write("recipe.yaml", RECIPE.replace("ROOT", Path.of("").toAbsolutePath().toString()));
    return tiny;
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RecipeFile file(String... overrides) {
    return RecipeFile.read(folder.resolve("recipe.yaml"), List.of(overrides));
  }

  LmBff begin(String out, String... overrides) {
    return LmBff.begin(
        file(overrides), "tiny", Optional.of(folder.resolve(out)), "cloze run recipe.yaml");
  }

  LmBffResult run(String out, String... overrides) {
    return begin(out, overrides).execute(Progress.SILENT, LmBff.Listener.SILENT);
  }
}
