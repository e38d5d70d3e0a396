package dev.cloze.verbalizer;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import dev.cloze.base.ClozeException;
import dev.cloze.base.StrictText;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reads label words from OpenPrompt's verbalizer files.
 *
 * <ul>
 *   <li>{@code .txt}, {@code .csv}: one line a label, commas between its words, a blank line
 *       between verbalizers. The labels have no names.
 *   <li>{@code .json}, {@code .jsonl}: a dict from labels to words, or a list of such dicts.
 * </ul>
 */
public final class LabelWordsFile {
  private LabelWordsFile() {}

  /** The first verbalizer of a file. */
  public static LabelWords read(Path file) {
    return read(file, 0);
  }

  /**
   * One verbalizer of a file, with the labels that the file names, in its order; where it names
   * none they are called {@code 0}, {@code 1} and so on.
   *
   * @param file the file, in UTF-8
   * @param choice which of its verbalizers, counted from 0
   */
  public static LabelWords read(Path file, int choice) {
    ImmutableList<FileEntry> entries = chosen(file, choice);
    return labelWords(labels(entries), entries);
  }

  /**
   * One verbalizer of a file, for the labels of a task.
   *
   * @param file the file, in UTF-8
   * @param choice which of its verbalizers, counted from 0
   * @param labels the labels in the order of their numbers; where the file names labels they must
   *     be the same, in any order
   */
  public static LabelWords read(Path file, int choice, List<String> labels) {
    ImmutableList<FileEntry> entries = chosen(file, choice);
    boolean named = entries.stream().anyMatch(entry -> entry.label().isPresent());
    ImmutableList<String> found = labels(entries);
    if (entries.size() != labels.size() || (named && !found.containsAll(labels))) {
      throw new ClozeException(
          VerbalizerError.LABELS_DIFFER,
          "%s:%d: words for %s were found; the labels are %s",
          file,
          entries.get(0).line(),
          named ? String.join(", ", found) : entries.size() + " labels",
          String.join(", ", labels));
    }
    return named
        ? labelWords(found, entries).inOrderOf(labels)
        : labelWords(ImmutableList.copyOf(labels), entries);
  }

  private static LabelWords labelWords(ImmutableList<String> labels, List<FileEntry> entries) {
    return LabelWords.of(labels, entries.stream().map(FileEntry::words).toList());
  }

  private static ImmutableList<String> labels(List<FileEntry> entries) {
    return IntStream.range(0, entries.size())
        .mapToObj(i -> entries.get(i).label().orElse(Integer.toString(i)))
        .collect(toImmutableList());
  }

  private static ImmutableList<FileEntry> chosen(Path file, int choice) {
    ImmutableList<ImmutableList<FileEntry>> all = verbalizers(file);
    if (choice < 0 || choice >= all.size()) {
      throw new ClozeException(
          VerbalizerError.NO_SUCH_CHOICE,
          "%s: choice %d was asked for; the file holds %d verbalizers, counted from 0",
          file,
          choice,
          all.size());
    }
    check(file, all.get(choice));
    return all.get(choice);
  }

  private static ImmutableList<ImmutableList<FileEntry>> verbalizers(Path file) {
    String extension = MoreFiles.getFileExtension(file);
    return switch (extension) {
      case "txt", "csv" -> LineFormat.read(text(file));
      case "json", "jsonl" -> JsonFormat.read(file, text(file));
      default ->
          throw new ClozeException(
              VerbalizerError.MALFORMED_FILE,
              "%s: '%s' is no verbalizer file's ending; known: csv, json, jsonl, txt",
              file,
              extension);
    };
  }

  private static void check(Path file, ImmutableList<FileEntry> entries) {
    if (entries.isEmpty()) {
      throw new ClozeException(
          VerbalizerError.LABEL_WITHOUT_WORDS,
          "%s: the verbalizer has no labels; give each label at least one word",
          file);
    }
    Set<String> seen = new HashSet<>();
    for (FileEntry entry : entries) {
      String label = entry.label().map(name -> "label '" + name + "'").orElse("the label");
      if (entry.label().isPresent() && !seen.add(label)) {
        throw new ClozeException(
            VerbalizerError.DUPLICATE_LABEL,
            "%s:%d: %s stands twice; give all its words at once",
            file,
            entry.line(),
            label);
      }
      if (entry.words().isEmpty()) {
        throw new ClozeException(
            VerbalizerError.LABEL_WITHOUT_WORDS,
            "%s:%d: %s has no words; give it at least one",
            file,
            entry.line(),
            label);
      }
      if (entry.words().stream().anyMatch(LabelWords::isEmpty)) {
        throw new ClozeException(
            VerbalizerError.EMPTY_WORD,
            "%s:%d: %s has an empty word; leave it out or give its text",
            file,
            entry.line(),
            label);
      }
    }
  }

  private static String text(Path file) {
    return StrictText.read(file, VerbalizerError.UNREADABLE_FILE, VerbalizerError.NOT_UTF8);
  }
}
