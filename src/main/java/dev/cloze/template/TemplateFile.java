package dev.cloze.template;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A template file as OpenPrompt has them: UTF-8, one template a line, chosen by its number from 0.
 * Every line counts, empty ones too, so that the numbers are OpenPrompt's; spaces at a line's start
 * belong to its template, white space at its end does not.
 *
 * @param path the file
 * @param lines its lines without their ends
 */
public record TemplateFile(Path path, ImmutableList<String> lines) {
  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
  private static final long MOST_BYTES = 10_000_000;
  private static final String BYTE_ORDER_MARK = "\ufeff";

  /**
   * Reads a file.
   *
   * @throws ClozeException {@link TemplateError#FILE} where it cannot be read, {@link
   *     TemplateError#NOT_TEXT} with the line where it is not UTF-8, {@link TemplateError#TOO_LONG}
   *     beyond ten million bytes
   */
  public static TemplateFile read(Path path) {
    String text = decode(path, bytes(path));
    if (text.startsWith(BYTE_ORDER_MARK)) {
      text = text.substring(BYTE_ORDER_MARK.length());
    }
    String[] lines = LINE_END.split(text, -1);
    int count = lines[lines.length - 1].isEmpty() ? lines.length - 1 : lines.length;
    return new TemplateFile(path, ImmutableList.copyOf(lines).subList(0, count));
  }

  /**
   * The template of one line.
   *
   * @param choice the line, counted from 0 as OpenPrompt's {@code choice} is
   * @throws ClozeException {@link TemplateError#CHOICE} where the file has no such line or the line
   *     is empty; else as {@link Template#parse}, with file and line
   */
  public Template choose(int choice) {
    return Template.parse(source(choice));
  }

  /**
   * The template of one line, which need not have a mask.
   *
   * @throws ClozeException {@link TemplateError#CHOICE}; else as {@link Template#parseFragment},
   *     with file and line
   */
  public Template chooseFragment(int choice) {
    return Template.parseFragment(source(choice));
  }

  private Source source(int choice) {
    if (choice < 0 || choice >= lines.size()) {
      throw new ClozeException(
          TemplateError.CHOICE,
          "%s: found choice %d; %s",
          path,
          choice,
          lines.isEmpty()
              ? "the file is empty"
              : "the file has the choices 0 to " + (lines.size() - 1));
    }
    String text = PythonText.stripEnd(lines.get(choice), null);
    if (text.isEmpty()) {
      throw new ClozeException(
          TemplateError.CHOICE,
          "%s line %d: found an empty line for choice %d; expected a template (choices count from"
              + " 0, lines from 1)",
          path,
          choice + 1,
          choice);
    }
    return Source.line(path.toString(), choice + 1, text);
  }

  private static byte[] bytes(Path path) {
    try {
      if (Files.size(path) > MOST_BYTES) {
        throw new ClozeException(
            TemplateError.TOO_LONG,
            "%s: found %d bytes; a template file may have at most %d",
            path,
            Files.size(path),
            MOST_BYTES);
      }
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new ClozeException(
              TemplateError.FILE,
              "%s: found no file that can be read; expected a text file, one template a line",
              path)
          .causedBy(e);
    }
  }

  private static String decode(Path path, byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
    } catch (CharacterCodingException e) {
      String before = new String(bytes, 0, buffer.position(), StandardCharsets.UTF_8);
      throw new ClozeException(
              TemplateError.NOT_TEXT,
              "%s line %d: found bytes that are not UTF-8; save the file as UTF-8",
              path,
              LINE_END.split(before, -1).length)
          .causedBy(e);
    }
  }
}
