package dev.cloze.pretrain;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Default;
import dev.cloze.base.Progress;
import dev.cloze.base.Shorthand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.commons.text.StringEscapeUtils;

/**
 * Unlabelled text, read document by document, so that its size does not matter. In plain text an
 * empty line ends a document. In a file that begins with {@code <doc} a document stands between
 * this tag and {@code </doc>}, as extractors write an encyclopedia's dump: empty lines are part of
 * it, named characters are characters again, and a document of nothing but its title is left out.
 *
 * @param files text files in UTF-8, plain or gzipped
 * @param heldOut the share of the documents that is kept from training, chosen by their text alone:
 *     the same documents whatever the seed, and copies of one on the same side; 1 where nothing is
 *     trained on it
 * @param minCharacters documents of fewer characters are left out
 */
@Shorthand("files")
public record Corpus(
    ImmutableList<Path> files, @Default("0.005") double heldOut, @Default("0") int minCharacters) {
  /** A longer document is handed on in parts, so that one without end takes no memory. */
  private static final int MOST_CHARACTERS = 100_000;

  private static final int KILOBYTE = 1000;
  private static final double USUAL_HELD_OUT = 0.005;

  private static final HashFunction HASH = Hashing.murmur3_128();
  private static final String BEGIN = "<doc ";
  private static final String END = "</doc>";

  /** Checks the share. */
  public Corpus {
    checkArgument(!files.isEmpty(), "files is empty; the path of a text file belongs there");
    checkArgument(
        heldOut > 0 && heldOut <= 1, "heldOut must be above 0 and 1 at most, was %s", heldOut);
    checkArgument(minCharacters >= 0, "minCharacters must be 0 or more, was %s", minCharacters);
  }

  /** A corpus for a reader that keeps its own part from training. */
  static Corpus of(ImmutableList<Path> files, int minCharacters) {
    return new Corpus(files, USUAL_HELD_OUT, minCharacters);
  }

  /**
   * Reads all documents.
   *
   * @param task what they are read for, to be shown with the kilobytes that were read
   * @throws ClozeException {@link PretrainError#UNREADABLE_CORPUS}, {@link PretrainError#NOT_UTF8},
   *     {@link PretrainError#TOO_LITTLE_TEXT} where there is no document
   */
  public void read(Progress progress, String task, Consumer<String> documents) {
    readWhile(
        progress,
        task,
        document -> {
          documents.accept(document);
          return true;
        });
  }

  /**
   * Reads documents until one is the last that is wanted.
   *
   * @param goesOn is given a document and says whether another is wanted
   * @throws ClozeException as {@link #read}, of what was read
   */
  void readWhile(Progress progress, String task, Predicate<String> goesOn) {
    long all = files.stream().mapToLong(Corpus::size).sum();
    Documents reading;
    try (Progress.Task shown = progress.start(task + ", kB", all / KILOBYTE)) {
      reading = new Documents(goesOn, shown);
      for (Path file : files) {
        if (reading.goesOn) {
          try (CorpusLines lines = CorpusLines.open(file)) {
            reading.read(lines);
          }
        }
      }
    }
    if (reading.count == 0) {
      throw new ClozeException(
          PretrainError.TOO_LITTLE_TEXT,
          "%s: found no document of %d characters or more; text to train on belongs there",
          files.get(0),
          Math.max(1, minCharacters));
    }
  }

  /**
   * The SHA-256 of each file by its whole path, in hexadecimal digits, for the record of a run.
   *
   * @throws ClozeException {@link PretrainError#UNREADABLE_CORPUS}
   */
  public ImmutableMap<String, String> hashes() {
    ImmutableMap.Builder<String, String> hashes = ImmutableMap.builder();
    files.forEach(file -> hashes.put(file.toAbsolutePath().toString(), CorpusLines.sha256(file)));
    return hashes.buildKeepingLast();
  }

  /** What is not there is told of when it is opened. */
  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  /** The size of each file in bytes, as it is stored; 0 where it is not there. */
  ImmutableMap<Path, Long> sizes() {
    return files.stream()
        .distinct()
        .collect(ImmutableMap.toImmutableMap(file -> file, Corpus::size));
  }

  /** Whether a document is kept from training. */
  public boolean isHeldOut(String document) {
    long hash = HASH.hashString(document, StandardCharsets.UTF_8).asLong();
    return (hash >>> 11) * 0x1.0p-53 < heldOut;
  }

  private final class Documents {
    private final Predicate<String> sink;
    private final Progress.Task task;
    private final StringBuilder text = new StringBuilder();
    private int lines;
    private long count;
    private boolean goesOn = true;

    Documents(Predicate<String> sink, Progress.Task task) {
      this.sink = sink;
      this.task = task;
    }

    void read(CorpusLines source) {
      String line = source.next();
      boolean tagged = line != null && line.startsWith(BEGIN);
      long shown = 0;
      for (; line != null && goesOn; line = source.next()) {
        if (tagged ? line.startsWith(BEGIN) || line.startsWith(END) : line.isBlank()) {
          end(tagged ? 2 : 1);
          long read = source.position() / KILOBYTE;
          task.advance(read - shown);
          shown = read;
        } else if (!line.isBlank()) {
          add(tagged ? unescaped(line) : line);
        }
      }
      end(tagged ? 2 : 1);
      task.advance(source.position() / KILOBYTE - shown);
    }

    private void add(String line) {
      text.append(line).append('\n');
      lines++;
      if (text.length() > MOST_CHARACTERS) {
        end(1);
      }
    }

    private static String unescaped(String line) {
      return line.indexOf('&') < 0 ? line : StringEscapeUtils.unescapeHtml4(line);
    }

    private void end(int leastLines) {
      if (goesOn && lines >= leastLines && text.length() >= minCharacters) {
        goesOn = sink.test(text.toString());
        count++;
      }
      text.setLength(0);
      lines = 0;
    }
  }
}
