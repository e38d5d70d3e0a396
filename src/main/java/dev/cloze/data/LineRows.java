package dev.cloze.data;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cloze.base.ClozeException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text a line or, with a pattern, a row whose columns are the pattern's named groups. */
final class LineRows implements RowReader {
  private static final Pattern WHOLE_LINE = Pattern.compile("(?<text>.*)", Pattern.DOTALL);

  private final LineReader lines;
  private final DataSource source;
  private final Pattern pattern;
  private final ImmutableSet<String> columns;

  LineRows(LineReader lines, DataSource source) {
    this.lines = lines;
    this.source = source;
    this.pattern = source.pattern().map(Pattern::compile).orElse(WHOLE_LINE);
    this.columns = NamedGroups.of(pattern);
  }

  @Override
  public Optional<Row> next() {
    return lines.next().map(this::row);
  }

  @Override
  public void close() {
    lines.close();
  }

  private Row row(String line) {
    String place = source.name() + ":" + lines.number();
    Matcher found = pattern.matcher(line);
    if (!found.matches()) {
      throw new ClozeException(
          DataError.WRONG_COLUMNS,
          "%s: found '%s', which the pattern does not match: %s",
          place,
          ColumnNames.list(ImmutableList.of(line)),
          pattern);
    }
    ImmutableList<String> values =
        columns.stream()
            .map(group -> Strings.nullToEmpty(found.group(group)))
            .collect(ImmutableList.toImmutableList());
    return new TableRow(place, lines.number(), columns, values);
  }
}
