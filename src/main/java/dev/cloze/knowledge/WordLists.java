package dev.cloze.knowledge;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.MoreFiles;
import com.google.errorprone.annotations.FormatMethod;
import dev.cloze.base.ClozeException;
import dev.cloze.base.StrictText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Words by anchor, from files in UTF-8. A file has lines {@code anchor: word, word}; a folder has a
 * file {@code anchor.txt} for each anchor, one word a line. An anchor is a label word or the name
 * of a label, in whatever capitals. Empty lines and lines that start with {@code #} do not count.
 */
public final class WordLists implements KnowledgeBase {
  private static final Splitter COMMAS = Splitter.on(',').trimResults();
  private static final String COMMENT = "#";
  private static final String LIST = "txt";

  private final String name;
  private final ImmutableMap<String, ImmutableList<String>> words;

  private WordLists(String name, Map<String, ImmutableList<String>> words) {
    this.name = name;
    this.words = ImmutableMap.copyOf(words);
  }

  /**
   * Reads the lists of a file or a folder.
   *
   * @throws ClozeException {@link KnowledgeError#UNREADABLE_FILE}, {@link KnowledgeError#NOT_UTF8},
   *     {@link KnowledgeError#MALFORMED_LIST}, {@link KnowledgeError#DUPLICATE_ANCHOR}
   */
  public static WordLists read(Path path) {
    Map<String, ImmutableList<String>> words = new LinkedHashMap<>();
    if (Files.isDirectory(path)) {
      for (Path file : lists(path)) {
        put(words, file, 1, MoreFiles.getNameWithoutExtension(file), list(file));
      }
    } else {
      readLines(path, words);
    }
    if (words.isEmpty()) {
      throw malformed(
          "%s: no words were found; lines such as 'sports: football, tennis' belong there", path);
    }
    return new WordLists(path.getFileName().toString(), words);
  }

  private static void readLines(Path file, Map<String, ImmutableList<String>> words) {
    ImmutableList<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int colon = line.indexOf(':');
      if (!counts(line)) {
        continue;
      }
      if (colon <= 0 || line.substring(0, colon).isBlank()) {
        throw malformed(
            "%s:%d: found '%s'; an anchor, a colon and its words belong there, such as"
                + " 'sports: football, tennis'",
            file, i + 1, line);
      }
      String anchor = line.substring(0, colon).strip();
      List<String> found = COMMAS.splitToList(line.substring(colon + 1));
      if (found.contains("")) {
        throw malformed(
            "%s:%d: anchor '%s' has an empty word; give words with one comma between two",
            file, i + 1, anchor);
      }
      put(words, file, i + 1, anchor, found);
    }
  }

  private static void put(
      Map<String, ImmutableList<String>> words,
      Path file,
      int line,
      String anchor,
      List<String> found) {
    ImmutableList<String> once =
        ImmutableSet.copyOf(found).stream()
            .filter(word -> !Ascii.equalsIgnoreCase(word, anchor))
            .collect(ImmutableList.toImmutableList());
    if (words.put(Ascii.toLowerCase(anchor), once) != null) {
      throw new ClozeException(
          KnowledgeError.DUPLICATE_ANCHOR,
          "%s:%d: the words of '%s' were given before; give them all at one place",
          file,
          line,
          anchor);
    }
  }

  private static ImmutableList<Path> lists(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> MoreFiles.getFileExtension(file).equals(LIST))
          .sorted()
          .collect(ImmutableList.toImmutableList());
    } catch (IOException e) {
      throw new ClozeException(
              KnowledgeError.UNREADABLE_FILE, "%s: cannot be read: %s", folder, e.getMessage())
          .causedBy(e);
    }
  }

  private static List<String> list(Path file) {
    return lines(file).stream().filter(WordLists::counts).map(String::strip).toList();
  }

  private static ImmutableList<String> lines(Path file) {
    return StrictText.read(file, KnowledgeError.UNREADABLE_FILE, KnowledgeError.NOT_UTF8)
        .lines()
        .collect(ImmutableList.toImmutableList());
  }

  private static boolean counts(String line) {
    return !line.isBlank() && !line.startsWith(COMMENT);
  }

  @FormatMethod
  private static ClozeException malformed(String message, Object... found) {
    return new ClozeException(KnowledgeError.MALFORMED_LIST, message, found);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ImmutableList<String> related(String word) {
    return words.getOrDefault(Ascii.toLowerCase(word), ImmutableList.of());
  }
}
