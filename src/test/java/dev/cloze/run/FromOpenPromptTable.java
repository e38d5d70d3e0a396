package dev.cloze.run;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cloze.base.ClozeException;
import dev.cloze.data.DataSource;
import dev.cloze.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tables of {@code docs/from-openprompt.md}: rows of what OpenPrompt has, the run file, Java,
 * and what differs.
 */
final class FromOpenPromptTable {
  private static final String HEADER = "| OpenPrompt | run file | Java | what differs |";
  private static final int CELLS = 4;
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern KEY = Pattern.compile("([a-z_.]+)(: .+)?");
  private static final Pattern TYPE =
      Pattern.compile("(?:new )?([A-Z][A-Za-z0-9]*)((?:\\.[A-Za-z_][A-Za-z0-9_]*)*)");
  private static final Path SOURCES = Path.of("src/main/java");
  private static final String LEAST =
      """
      data: {train: train.tsv, test: test.tsv}
      template: {text: '{"mask"}'}
      verbalizer: {words: {a: x, b: y}}
      """;
  private static final ImmutableList<String> RULES =
      ImmutableList.of(
          "verbalizer.words=",
          "verbalizer.rules.sub_prompts={what: {mask: 0, values: {x: [x]}}}",
          "verbalizer.rules.labels={a: what = x}");

  private final ImmutableList<List<String>> rows;

  private FromOpenPromptTable(ImmutableList<List<String>> rows) {
    this.rows = rows;
  }

  /** All tables of a page together. */
  static FromOpenPromptTable of(String page) {
    ImmutableList.Builder<List<String>> rows = ImmutableList.builder();
    boolean within = false;
    for (String line : page.lines().toList()) {
      within = line.equals(HEADER) || (within && line.startsWith("|"));
      if (within && !line.equals(HEADER) && !line.startsWith("|---")) {
        List<String> cells = Splitter.on('|').trimResults().splitToList(line);
        rows.add(cells.subList(1, cells.size() - 1));
      }
    }
    return new FromOpenPromptTable(rows.build());
  }

  /** What stands in code font in the column of OpenPrompt's names. */
  ImmutableList<String> theirs() {
    return column(0);
  }

  /**
   * What is wrong in the columns of this project, a line each.
   *
   * @param folder an empty one, to write a run file to
   */
  List<String> mistakes(Path folder) throws IOException {
    Path least = Files.writeString(folder.resolve("least.yaml"), LEAST);
    List<String> mistakes = new ArrayList<>();
    rows.stream()
        .filter(row -> row.size() != CELLS)
        .forEach(row -> mistakes.add("not four cells: " + row));
    ImmutableSet<String> keys = keys();
    column(1).forEach(span -> runFileMistake(span, keys, least).ifPresent(mistakes::add));
    column(2).forEach(span -> javaMistake(span).ifPresent(mistakes::add));
    return mistakes;
  }

  private ImmutableList<String> column(int number) {
    return rows.stream()
        .flatMap(row -> CODE.matcher(row.get(number)).results())
        .map(code -> code.group(1))
        .collect(ImmutableList.toImmutableList());
  }

  private static ImmutableSet<String> keys() {
    ImmutableSet.Builder<String> keys = ImmutableSet.builder();
    keys.addAll(RunPageTest.keys(RunFile.class, ""));
    for (String file : List.of("train", "dev", "test", "unlabelled")) {
      keys.addAll(RunPageTest.keys(DataSource.class, "data." + file + "."));
    }
    return keys.build();
  }

  private static Optional<String> runFileMistake(
      String span, ImmutableSet<String> keys, Path least) {
    try {
      if (span.startsWith("{")) {
        Template.parseFragment(span);
        return Optional.empty();
      }
      if (span.startsWith("cloze ")) {
        String command = Splitter.on(' ').splitToList(span).get(1);
        String type = Ascii.toUpperCase(command.charAt(0)) + command.substring(1) + "Command";
        Path source = SOURCES.resolve("dev/cloze/cli/" + type + ".java");
        return Files.exists(source) ? Optional.empty() : Optional.of("no command: " + span);
      }
      return keyMistake(span, keys, least);
    } catch (ClozeException e) {
      return Optional.of(span + ": " + e.getMessage());
    }
  }

  private static Optional<String> keyMistake(String span, ImmutableSet<String> keys, Path least) {
    Matcher matcher = KEY.matcher(span);
    if (!matcher.matches()) {
      return Optional.of("neither key nor template nor command: " + span);
    }
    String key = matcher.group(1);
    if (matcher.group(2) != null) {
      bind(key, matcher.group(2).substring(2), least);
      return Optional.empty();
    }
    boolean known = keys.stream().anyMatch(one -> one.equals(key) || one.startsWith(key + "."));
    return known ? Optional.empty() : Optional.of("no key: " + span);
  }

  /** Reads a run file with this setting, of the kind of verbalizer that a section belongs to. */
  private static void bind(String key, String value, Path least) {
    List<String> settings = new ArrayList<>();
    settings.add(key + "=" + value);
    for (VerbalizerKind kind : VerbalizerKind.values()) {
      String name = Ascii.toLowerCase(kind.name());
      if (key.startsWith("verbalizer." + name + ".")) {
        settings.add("verbalizer.kind=" + name);
      }
    }
    if (value.equals("rules")) {
      settings.addAll(RULES);
    }
    RunFile.read(least, settings);
  }

  private static Optional<String> javaMistake(String span) {
    Matcher type = TYPE.matcher(span);
    if (!type.matches()) {
      return Optional.of("not a type, or a member of one: " + span);
    }
    List<String> members =
        Splitter.on('.').omitEmptyStrings().splitToList(type.group(2)); // none for a type alone
    boolean known =
        types(type.group(1)).stream().anyMatch(found -> isPublic(found) && has(found, members));
    return known ? Optional.empty() : Optional.of("no such name: " + span);
  }

  private static List<Class<?>> types(String name) {
    try (Stream<Path> sources = Files.walk(SOURCES)) {
      List<Class<?>> types = new ArrayList<>();
      for (Path source : sources.filter(path -> path.endsWith(name + ".java")).toList()) {
        String relative = SOURCES.relativize(source).toString();
        types.add(
            Class.forName(
                relative.substring(0, relative.length() - ".java".length()).replace('/', '.')));
      }
      return types;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isPublic(Class<?> type) {
    return Modifier.isPublic(type.getModifiers());
  }

  private static boolean has(Class<?> type, List<String> members) {
    if (members.isEmpty()) {
      return true;
    }
    String member = members.get(0);
    List<String> rest = members.subList(1, members.size());
    boolean nested =
        Stream.of(type.getClasses())
            .anyMatch(inner -> inner.getSimpleName().equals(member) && has(inner, rest));
    boolean named =
        Stream.concat(Stream.of(type.getMethods()), Stream.of(type.getFields()))
            .anyMatch(found -> found.getName().equals(member));
    return nested || (named && rest.isEmpty());
  }
}
