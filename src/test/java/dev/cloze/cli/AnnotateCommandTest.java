package dev.cloze.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before a model is loaded. */
class AnnotateCommandTest {
  @TempDir Path folder;
  private String recipe;
  private String labels;

  @BeforeEach
  void beginARecipe() throws IOException {
    Path begun = Files.createDirectory(folder.resolve("pet"));
    Files.writeString(begun.resolve("recipe.json"), "{}");
    recipe = begun.toString();
    labels = folder.resolve("labels.jsonl").toString();
  }

  private void refuses(String message, String from, String out, String... more) {
    StringWriter err = new StringWriter();
    String[] arguments = new String[more.length + 6];
    String[] first = {"annotate", from, "--texts", "texts.txt", "--out", out};
    System.arraycopy(first, 0, arguments, 0, first.length);
    System.arraycopy(more, 0, arguments, first.length, more.length);

    assertThat(Main.execute(new PrintWriter(new StringWriter()), new PrintWriter(err), arguments))
        .isEqualTo(2);
    assertThat(err.toString()).hasLineCount(1).contains(message);
  }

  @Test
  void aRecipeHasWeightsOfItsOwn() {
    refuses("--weights is for runs; a recipe says itself", recipe, labels, "--weights", "even");
    refuses("--combine is for runs; a recipe says itself", recipe, labels, "--combine", "logits");
  }

  @Test
  void aFolderThatIsNotThereIsNotWrittenTo() {
    String out = folder.resolve("no").resolve("labels.jsonl").toString();

    refuses("RUN-001: " + out + ": the folder it would stand in is not there", recipe, out);
    assertThat(folder.resolve("no")).doesNotExist();
  }
}
