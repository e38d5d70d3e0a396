package dev.cloze.data;

import com.google.common.collect.ImmutableList;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.cloze.base.ClozeException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Columns as RFC 4180 writes them: quoted where need be, quotes doubled, line ends in quotes. */
final class CsvCells implements CellReader {
  private static final Pattern BEGIN = Pattern.compile("starting at line (\\d+)");

  private final CloseableIterator<CsvRecord> records;
  private final StrictReader reader;
  private final DataSource source;
  private long line;

  private CsvCells(CloseableIterator<CsvRecord> records, StrictReader reader, DataSource source) {
    this.records = records;
    this.reader = reader;
    this.source = source;
  }

  static CsvCells open(StrictReader reader, DataSource source) {
    CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .fieldSeparator(source.delimiter().orElse(",").charAt(0))
            .skipEmptyLines(true)
            .allowUnclosedQuote(false)
            // how many columns belong on a line is for the table to say
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(reader);
    return new CsvCells(csv.iterator(), reader, source);
  }

  @Override
  public Optional<Cells> next() {
    try {
      if (!records.hasNext()) {
        return Optional.empty();
      }
      CsvRecord next = records.next();
      line = next.getStartingLineNumber();
      return Optional.of(new Cells(line, ImmutableList.copyOf(next.getFields())));
    } catch (CsvParseException e) {
      // what the text's own reader found comes wrapped
      if (e.getCause() instanceof ClozeException found) {
        throw found;
      }
      Matcher begin = BEGIN.matcher(e.getMessage());
      throw new ClozeException(
              DataError.BAD_CSV,
              "%s:%s: the quotes of this row do not match; a text with a delimiter, a quote or a"
                  + " line end in it stands in quotes, and a quote in it is written twice",
              source.name(),
              begin.find() ? begin.group(1) : Long.toString(line + 1))
          .causedBy(e);
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
