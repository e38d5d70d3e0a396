package dev.cloze.verbalizer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Verbalizers as JSON: a dict from labels to words, a list without names, a list of several of
 * these, or one of these after another, as in JSON lines.
 */
final class JsonFormat {
  private final Path file;
  private final JsonParser parser;

  private JsonFormat(Path file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  static ImmutableList<ImmutableList<FileEntry>> read(Path file, String text) {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      return new JsonFormat(file, parser).verbalizers();
    } catch (JsonProcessingException e) {
      ClozeException error =
          new ClozeException(
              VerbalizerError.MALFORMED_FILE,
              "%s:%d: not JSON at column %d; expected %s",
              file,
              e.getLocation().getLineNr(),
              e.getLocation().getColumnNr(),
              e instanceof JsonEOFException
                  ? "closing brackets before the end of the file"
                  : "words in quotes, with commas and brackets around them");
      throw error.causedBy(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ImmutableList<ImmutableList<FileEntry>> verbalizers() throws IOException {
    ImmutableList.Builder<ImmutableList<FileEntry>> verbalizers = ImmutableList.builder();
    while (parser.nextToken() != null) {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        verbalizers.add(verbalizer());
        continue;
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        verbalizers.add(verbalizer());
      }
    }
    return verbalizers.build();
  }

  private ImmutableList<FileEntry> verbalizer() throws IOException {
    ImmutableList.Builder<FileEntry> entries = ImmutableList.builder();
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String label = parser.currentName();
        int line = line();
        parser.nextToken();
        entries.add(new FileEntry(line, Optional.of(label), words()));
      }
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        entries.add(new FileEntry(line(), Optional.empty(), words()));
      }
    } else {
      throw unexpected("a verbalizer, which is a dict from labels to words or a list of words");
    }
    return entries.build();
  }

  private ImmutableList<String> words() throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      return ImmutableList.of(word("a word or a list of words"));
    }
    ImmutableList.Builder<String> words = ImmutableList.builder();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      words.add(word("a word"));
    }
    return words.build();
  }

  private String word(String expected) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw unexpected(expected + " in quotes");
    }
    return parser.getText();
  }

  private ClozeException unexpected(String expected) throws IOException {
    return new ClozeException(
        VerbalizerError.MALFORMED_FILE,
        "%s:%d: found %s; expected %s",
        file,
        line(),
        parser.getText(),
        expected);
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }
}
