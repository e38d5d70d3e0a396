package dev.cloze.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake with its whole message. The first message of a code stands on the code's page. */
class KnowledgeErrorTest {
  @TempDir private static Path folder;

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("mistakes")
  void failsWithTheCodeAndTheMessage(KnowledgeError code, Runnable mistake, String message) {
    ClozeException error = catchThrowableOfType(ClozeException.class, mistake::run);

    assertThat(error).isNotNull();
    assertThat(error.code()).isEqualTo(code);
    assertThat(error.getMessage().replace(folder + "/", "")).isEqualTo(message);
  }

  @Test
  void everyPageShowsTheMessage() throws IOException {
    for (KnowledgeError code : KnowledgeError.values()) {
      String first =
          mistakes().stream()
              .filter(row -> row.get()[0] == code)
              .map(row -> (String) row.get()[2])
              .findFirst()
              .orElseThrow();
      assertThat(Files.readString(Path.of(code.page())))
          .contains(code.code() + ": " + first + " [" + code.page() + "]");
    }
  }

  static ImmutableList<Arguments> mistakes() {
    return ImmutableList.of(
        row(
            KnowledgeError.UNREADABLE_FILE,
            () -> WordLists.read(folder.resolve("words.txt")),
            "words.txt: no such file; the path of a file belongs here"),
        row(
            KnowledgeError.NOT_UTF8,
            () -> {
              byte[] bytes = "sports: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);
              WordLists.read(written("latin.txt", bytes));
            },
            "latin.txt:1: found bytes that are not UTF-8; save the file as UTF-8"),
        list(
            KnowledgeError.MALFORMED_LIST,
            "colon.txt",
            "# news\nsports football, tennis",
            "colon.txt:2: found 'sports football, tennis'; an anchor, a colon and its words belong"
                + " there, such as 'sports: football, tennis'"),
        list(
            KnowledgeError.MALFORMED_LIST,
            "anchor.txt",
            "  : football",
            "anchor.txt:1: found '  : football'; an anchor, a colon and its words belong"
                + " there, such as 'sports: football, tennis'"),
        list(
            KnowledgeError.MALFORMED_LIST,
            "comma.txt",
            "sports: football,, tennis",
            "comma.txt:1: anchor 'sports' has an empty word; give words with one comma between"
                + " two"),
        list(
            KnowledgeError.MALFORMED_LIST,
            "bare.txt",
            "sports:",
            "bare.txt:1: anchor 'sports' has an empty word; give words with one comma between two"),
        list(
            KnowledgeError.MALFORMED_LIST,
            "empty.txt",
            "# nothing yet\n",
            "empty.txt: no words were found; lines such as 'sports: football, tennis' belong"
                + " there"),
        list(
            KnowledgeError.DUPLICATE_ANCHOR,
            "twice.txt",
            "sports: football\nSports: tennis",
            "twice.txt:2: the words of 'Sports' were given before; give them all at one place"),
        row(
            KnowledgeError.NO_WORDNET,
            () -> WordNet.open(WordNetOptions.defaults(), ClassLoader.getPlatformClassLoader()),
            "wordnet: it is not on the class path; add the dependency"
                + " net.sf.extjwnl:extjwnl:2.0.5"));
  }

  private static Arguments list(KnowledgeError code, String name, String text, String message) {
    return row(
        code, () -> WordLists.read(written(name, text.getBytes(StandardCharsets.UTF_8))), message);
  }

  private static Arguments row(KnowledgeError code, Runnable mistake, String message) {
    return Arguments.of(code, mistake, message);
  }

  private static Path written(String name, byte[] bytes) {
    try {
      return Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
