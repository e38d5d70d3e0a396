package dev.cloze.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import dev.cloze.base.StrictText;
import dev.cloze.verbalizer.VerbalizerError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the words of a verbalizer file stand, in the order in which they are read. */
final class LintWordPlaces {
  private static final Pattern WORD = Pattern.compile("[^,]+");

  private LintWordPlaces() {}

  /** The place of each word of all verbalizers of a file that can be read. */
  static ImmutableList<LintPlace> of(Path file) {
    String text = StrictText.read(file, VerbalizerError.UNREADABLE_FILE, VerbalizerError.NOT_UTF8);
    return MoreFiles.getFileExtension(file).startsWith("json")
        ? ofJson(file, text)
        : ofLines(file, text.lines().toList());
  }

  private static ImmutableList<LintPlace> ofJson(Path file, String text) {
    ImmutableList.Builder<LintPlace> places = ImmutableList.builder();
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
          JsonLocation at = parser.currentTokenLocation();
          places.add(new LintPlace(file, at.getLineNr(), at.getColumnNr()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return places.build();
  }

  private static ImmutableList<LintPlace> ofLines(Path file, List<String> lines) {
    ImmutableList.Builder<LintPlace> places = ImmutableList.builder();
    for (int i = 0; i < lines.size(); i++) {
      Matcher word = WORD.matcher(lines.get(i).isBlank() ? "" : lines.get(i));
      while (word.find()) {
        int blanks = word.group().length() - word.group().stripLeading().length();
        places.add(new LintPlace(file, i + 1, word.start() + blanks + 1));
      }
    }
    return places.build();
  }
}
