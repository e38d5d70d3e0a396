package dev.cloze.pipeline;

import dev.cloze.base.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Recipes over the first example's data on a tiny model, in a folder of their own. */
record TinyRecipe(Path folder) {
  static final String PET =
      """
      model: {path: 'ROOT/src/test/resources/golden/openprompt/bert', dtype: f32}
      data:
        train: 'ROOT/examples/first-run.train.tsv'
        test: 'ROOT/examples/first-run.test.tsv'
        unlabelled: texts.tsv
        few_shot: {per_class: 2}
      verbalizer: {words: {football: [football, trophy], weather: [weather, night]}}
      tokens: {max_length: 64}
      training: {epochs: 2, learning_rate: 3e-3, batch_size: 4}
      threads: 1
      seed: 13
      recipe:
        kind: pet
        repetitions: 1
        members:
          report: {template: 'A {"mask"} report : {"placeholder":"text_a"}'}
          was: {template: '{"placeholder":"text_a"} It was {"mask"}.'}
          colon: {template: '{"mask"} : {"placeholder":"text_a"}'}
        distil: {training: {epochs: 1, verbalizer_learning_rate: 1e-2}}
      """;

  /** Writes a recipe and the texts that it labels. */
  static TinyRecipe in(Path folder) {
    TinyRecipe recipe = new TinyRecipe(folder);
    recipe.write(PET);
    StringBuilder texts = new StringBuilder("text_a\n");
    for (int i = 0; i < 30; i++) {
      texts.append(i % 2 == 0 ? "the team won the match number " : "rain and wind on day ");
      texts.append(i).append('\n');
    }
    recipe.write("texts.tsv", texts.toString());
    return recipe;
  }

  void write(String recipe) {
    write("recipe.yaml", recipe.replace("ROOT", Path.of("").toAbsolutePath().toString()));
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Pet begin(String out, String... overrides) {
    return Pet.begin(
        RecipeFile.read(folder.resolve("recipe.yaml"), List.of(overrides)),
        "recipe",
        Optional.of(folder.resolve(out)),
        "cloze run recipe.yaml");
  }

  PetResult run(String out, String... overrides) {
    return begin(out, overrides).execute(Progress.SILENT, Pet.Listener.SILENT);
  }

  /** Keeps what a recipe says. */
  static final class Heard implements Pet.Listener {
    final List<String> notes = new ArrayList<>();
    final List<String> trained = new ArrayList<>();

    @Override
    public void trained(long seed, String name, double figure) {
      trained.add(name);
    }

    @Override
    public void note(long seed, String sentence) {
      notes.add(sentence);
    }
  }
}
