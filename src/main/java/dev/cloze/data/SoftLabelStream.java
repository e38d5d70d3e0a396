package dev.cloze.data;

import com.google.common.collect.AbstractIterator;
import dev.cloze.base.ClozeException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The lines of a soft-label file one after another; no more than a piece of it is in memory. To be
 * closed by whoever opened it.
 */
public final class SoftLabelStream extends AbstractIterator<SoftLabelLine>
    implements AutoCloseable {
  private final DataSource source;
  private final LineReader lines;
  private final LabelSet labels;
  private boolean any;

  private SoftLabelStream(DataSource source, LineReader lines, LabelSet labels) {
    this.source = source;
    this.lines = lines;
    this.labels = labels;
  }

  static SoftLabelStream open(Path file, LabelSet labels) {
    DataSource source = DataSource.of(file).withFormat(DataFormat.JSONL);
    return new SoftLabelStream(
        source, new LineReader(new StrictReader(source.open(), source)), labels);
  }

  @Override
  protected SoftLabelLine computeNext() {
    Optional<String> line = lines.next();
    while (line.isPresent() && line.get().isBlank()) {
      line = lines.next();
    }
    if (line.isEmpty()) {
      if (!any) {
        throw ExampleStream.noExamples(source);
      }
      return endOfData();
    }
    any = true;
    return read(line.get());
  }

  private SoftLabelLine read(String line) {
    String place = source.name() + ":" + lines.number();
    try {
      return new SoftLabelRow(
              new JsonRow(place, lines.number(), JsonRows.object(line, place)), labels)
          .read();
    } catch (ClozeException e) {
      if (e.code() == DataError.BAD_JSON && !lines.hasEnded()) {
        throw new ClozeException(
                DataError.HALF_A_LINE,
                "%s: the last line stops in the middle: what wrote the file was stopped; go on with"
                    + " that, or delete the line",
                place)
            .causedBy(e);
      }
      throw e;
    }
  }

  @Override
  public void close() {
    lines.close();
  }
}
