package dev.cloze.run;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import dev.cloze.data.Columns;
import dev.cloze.data.DataFormat;
import dev.cloze.data.DataSource;
import dev.cloze.data.ExampleStream;
import dev.cloze.data.Labels;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Texts to be labelled by a run's classifier. Where nothing is said, they are looked for where the
 * run's own data have them: in the columns of its test set, else of its training set.
 *
 * @param file where they stand; on the standard input where absent, a text a line if the format is
 *     left to be found out
 * @param columns which column holds what: {@code text_a}, {@code text_b}, {@code label}, {@code
 *     id}, {@code demonstrations}, any other text by the template's name for it, and {@code
 *     meta.KEY} for a fact
 */
public record PredictInput(
    Optional<Path> file, DataFormat format, String encoding, ImmutableMap<String, String> columns) {

  private static final String META = "meta.";
  private static final String DEMONSTRATIONS = "demonstrations";
  private static final ImmutableSet<String> ROLES =
      ImmutableSet.of("text_a", "text_b", "label", "id", DEMONSTRATIONS);

  /** Checks that there is such an encoding. */
  public PredictInput {
    DataSource.standardInput().withEncoding(encoding);
  }

  /**
   * Opens them.
   *
   * @throws dev.cloze.base.ClozeException with a code of {@link dev.cloze.data.DataError}, here or
   *     while reading
   */
  public ExampleStream open(TrainedRun run, InputStream standardInput) {
    RunFile.Data data = run.file().data();
    DataSource known = data.test().or(data::train).orElseThrow();
    DataSource bare =
        file.map(DataSource::of)
            .orElseGet(DataSource::standardInput)
            .withFormat(format)
            .withEncoding(encoding)
            .withColumns(named(columns));
    boolean plainLines = file.isEmpty() && format == DataFormat.AUTO;
    DataSource source = plainLines ? bare : bare.inFormOf(known);
    Optional<Labels> labels =
        Optional.of(new Labels(run.labels(), data.labels(), run.file().output().output()));
    return file.isPresent()
        ? ExampleStream.open(source, known.columns(), labels)
        : ExampleStream.of(standardInput, source, known.columns(), labels);
  }

  /**
   * The columns that a user names one by one.
   *
   * @param columns by what they hold, as this record takes them
   */
  public static Columns named(ImmutableMap<String, String> columns) {
    return new Columns(
        Optional.ofNullable(columns.get("text_a")),
        Optional.ofNullable(columns.get("text_b")),
        Optional.ofNullable(columns.get("label")),
        Optional.ofNullable(columns.get("id")),
        ImmutableMap.copyOf(
            Maps.filterKeys(columns, name -> !ROLES.contains(name) && !name.startsWith(META))),
        facts(columns),
        Optional.ofNullable(columns.get(DEMONSTRATIONS)));
  }

  private static ImmutableMap<String, String> facts(ImmutableMap<String, String> columns) {
    ImmutableMap.Builder<String, String> facts = ImmutableMap.builder();
    columns.forEach(
        (name, column) -> {
          if (name.startsWith(META)) {
            facts.put(name.substring(META.length()), column);
          }
        });
    return facts.buildOrThrow();
  }
}
