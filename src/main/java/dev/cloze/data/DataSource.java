package dev.cloze.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Ascii;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Default;
import dev.cloze.base.Shorthand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A file of examples and how it is to be read; a settings file may give the bare path. {@code
 * docs/data.md} shows each key at work.
 *
 * @param path the file; {@code -} names the standard input in messages
 * @param format how it holds examples
 * @param encoding the character set of its text, by any name that Java knows; what does not belong
 *     to it is an error, never replaced
 * @param header whether the first line of TSV or CSV names the columns
 * @param delimiter what stands between the columns of CSV, a comma where absent
 * @param pattern a regular expression for the whole of each line of {@link DataFormat#LINES}, whose
 *     named groups are the columns
 * @param columns which columns hold what
 */
@Shorthand("path")
public record DataSource(
    Path path,
    @Default("auto") DataFormat format,
    @Default("utf-8") String encoding,
    @Default("auto") Header header,
    Optional<String> delimiter,
    Optional<String> pattern,
    Columns columns) {
  private static final Path STANDARD_INPUT = Path.of("-");

  /** Checks what can be checked without the file. */
  public DataSource {
    checkArgument(
        isCharset(encoding),
        "encoding is '%s', which is no known character set; utf-8, utf-16, windows-1252 and"
            + " iso-8859-1 are usual ones",
        encoding);
    checkArgument(
        delimiter.map(DataSource::isDelimiter).orElse(true),
        "delimiter is '%s'; one character that is no quote belongs there",
        delimiter.orElse(""));
    checkArgument(
        delimiter.isEmpty() || format == DataFormat.AUTO || format == DataFormat.CSV,
        "delimiter belongs to the format csv, not to %s",
        Ascii.toLowerCase(format.name()));
    checkArgument(
        pattern.isEmpty() || format == DataFormat.AUTO || format == DataFormat.LINES,
        "pattern belongs to the format lines, not to %s",
        Ascii.toLowerCase(format.name()));
    checkArgument(
        delimiter.isEmpty() || pattern.isEmpty(), "pattern stands beside delimiter; only one may");
    pattern.ifPresent(DataSource::checkPattern);
  }

  /** Whether a file has a first line that names its columns. */
  public enum Header {
    /** Where the columns are named, or the first line consists of usual names. */
    AUTO,
    /** It has one. */
    TRUE,
    /** It has none; columns have numbers from 0. */
    FALSE
  }

  /** A file in UTF-8 with the format that its name tells. */
  public static DataSource of(Path path) {
    return new DataSource(
        path,
        DataFormat.AUTO,
        "utf-8",
        Header.AUTO,
        Optional.empty(),
        Optional.empty(),
        Columns.defaults());
  }

  /** The standard input: a text a line, unless another format is given. */
  public static DataSource standardInput() {
    return of(STANDARD_INPUT);
  }

  /** The same file in another format. */
  public DataSource withFormat(DataFormat other) {
    return new DataSource(path, other, encoding, header, delimiter, pattern, columns);
  }

  /** The same file with other columns. */
  public DataSource withColumns(Columns other) {
    return new DataSource(path, format, encoding, header, delimiter, pattern, other);
  }

  /** The same file, with header, delimiter and pattern of another one if both have one format. */
  public DataSource inFormOf(DataSource other) {
    return resolvedFormat() == other.resolvedFormat()
        ? new DataSource(
            path, format, encoding, other.header, other.delimiter, other.pattern, columns)
        : this;
  }

  /** The same file in another encoding. */
  public DataSource withEncoding(String other) {
    return new DataSource(path, format, other, header, delimiter, pattern, columns);
  }

  /**
   * The SHA-256 of the file's bytes, in hexadecimal digits, for the record of a run.
   *
   * @throws ClozeException {@link DataError#UNREADABLE_FILE}
   */
  public String sha256() {
    requireFile();
    try {
      return MoreFiles.asByteSource(path).hash(Hashing.sha256()).toString();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** How messages name it. */
  String name() {
    return path.equals(STANDARD_INPUT) ? "standard input" : path.toString();
  }

  Charset charset() {
    return Charset.forName(encoding);
  }

  /** The format, by the file's name where it is not given. */
  DataFormat resolvedFormat() {
    if (format != DataFormat.AUTO) {
      return format;
    } else if (delimiter.isPresent()) {
      return DataFormat.CSV;
    } else if (pattern.isPresent() || path.equals(STANDARD_INPUT)) {
      return DataFormat.LINES;
    }
    return DataFormat.of(path)
        .orElseThrow(
            () ->
                new ClozeException(
                    DataError.UNKNOWN_FORMAT,
                    "%s: the ending tells no format; known: %s; give another with 'format:'",
                    name(),
                    DataFormat.endings()));
  }

  /** Checks that there is a file. */
  void requireFile() {
    if (!Files.isRegularFile(path)) {
      throw new ClozeException(
          DataError.UNREADABLE_FILE,
          "%s: %s; the path of a file belongs here",
          name(),
          Files.isDirectory(path) ? "this is a folder" : "no such file");
    }
  }

  InputStream open() {
    requireFile();
    try {
      return Files.newInputStream(path);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  ClozeException unreadable(IOException cause) {
    return new ClozeException(
            DataError.UNREADABLE_FILE, "%s: cannot be read: %s", name(), cause.getMessage())
        .causedBy(cause);
  }

  private static boolean isCharset(String name) {
    try {
      return Charset.isSupported(name);
    } catch (IllegalCharsetNameException e) {
      return false;
    }
  }

  private static boolean isDelimiter(String text) {
    return text.length() == 1 && !"\"\r\n".contains(text);
  }

  private static void checkPattern(String pattern) {
    try {
      checkArgument(
          !NamedGroups.of(Pattern.compile(pattern)).isEmpty(),
          "pattern names no groups; (?<label>...) and (?<text>...) belong in it, was %s",
          pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "pattern is no regular expression: " + e.getDescription() + " in " + pattern, e);
    }
  }
}
