package dev.cloze.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordListsTest {
  @TempDir private Path folder;

  @Test
  void readsALineForEachAnchor() throws IOException {
    Path file =
        Files.write(
            folder.resolve("news.txt"),
            List.of(
                "\uFEFF# of newspapers",
                "sports: football , ice hockey,football\r",
                "",
                "World: politics, world, 日本"));

    WordLists lists = WordLists.read(file);

    assertThat(lists.name()).isEqualTo("news.txt");
    assertThat(lists.related("sports")).containsExactly("football", "ice hockey");
    assertThat(lists.related("world")).containsExactly("politics", "日本");
    assertThat(lists.related("football")).isEmpty();
  }

  @Test
  void capitalsOfAnchorsDoNotCount() throws IOException {
    Path file = Files.writeString(folder.resolve("news.txt"), "World: Europe");

    assertThat(WordLists.read(file).related("wOrld")).containsExactly("Europe");
  }

  @Test
  void readsAFileForEachAnchorOfAFolder() throws IOException {
    Files.writeString(folder.resolve("Sports.txt"), "# games\nfootball\n tennis \n\nSports\n");
    Files.writeString(folder.resolve("World.txt"), "U.S., that is\n");
    Files.writeString(folder.resolve("README.md"), "not a list");

    WordLists lists = WordLists.read(folder);

    assertThat(lists.related("Sports")).containsExactly("football", "tennis");
    assertThat(lists.related("World")).containsExactly("U.S., that is");
    assertThat(lists.related("README")).isEmpty();
  }
}
