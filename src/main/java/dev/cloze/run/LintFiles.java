package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import dev.cloze.base.ClozeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Template and verbalizer files.
 *
 * @param templates files with a template on each line
 * @param verbalizers files with words by label
 */
record LintFiles(ImmutableList<Path> templates, ImmutableList<Path> verbalizers) {
  private static final ImmutableList<String> VERBALIZER_ENDINGS =
      ImmutableList.of("json", "jsonl", "csv");
  private static final String TEXT_ENDING = "txt";

  /**
   * Sorts files into templates and verbalizers: {@code .json}, {@code .jsonl} and {@code .csv} hold
   * words. A {@code .txt} is what its folder or its name says; where they say nothing, a brace in
   * it makes it a template.
   *
   * @param paths files, and folders that are looked through
   * @throws ClozeException {@link LintError#NOTHING_TO_CHECK}
   */
  static LintFiles of(List<Path> paths) {
    ImmutableList.Builder<Path> templates = ImmutableList.builder();
    ImmutableList.Builder<Path> verbalizers = ImmutableList.builder();
    for (Path path : paths) {
      ImmutableList<Path> files = files(path);
      if (files.isEmpty()) {
        throw new ClozeException(
            LintError.NOTHING_TO_CHECK,
            "%s: %s; template files end in .txt, verbalizer files in .json, .jsonl, .csv or .txt",
            path,
            Files.exists(path) ? "found no such file there" : "found nothing of that name");
      }
      files.forEach(file -> (holdsWords(file) ? verbalizers : templates).add(file));
    }
    return new LintFiles(templates.build(), verbalizers.build());
  }

  private static ImmutableList<Path> files(Path path) {
    if (!Files.exists(path)) {
      return ImmutableList.of();
    }
    try (Stream<Path> found = Files.walk(path)) {
      return found
          .filter(Files::isRegularFile)
          .filter(LintFiles::fits)
          .sorted()
          .collect(ImmutableList.toImmutableList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean fits(Path file) {
    String ending = MoreFiles.getFileExtension(file);
    return ending.equals(TEXT_ENDING) || VERBALIZER_ENDINGS.contains(ending);
  }

  private static boolean holdsWords(Path file) {
    if (VERBALIZER_ENDINGS.contains(MoreFiles.getFileExtension(file))) {
      return true;
    }
    Path folder = file.toAbsolutePath().getParent().getFileName();
    String names = folder == null ? "" : folder + "/" + file.getFileName();
    if (names.contains("verbalizer") != names.contains("template")) {
      return names.contains("verbalizer");
    }
    try {
      // any bytes will do here: what is no UTF-8 is found when the file is read
      return !new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("{");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
