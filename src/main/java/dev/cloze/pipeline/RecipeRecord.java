package dev.cloze.pipeline;

import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Version;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * What a recipe was made of, so that it can be gone on with or repeated: {@code recipe.json}.
 *
 * @param format the layout of the recipe's folder
 * @param kind which recipe
 * @param cloze the version that began it
 * @param started when it was begun, in UTC
 * @param command what repeats it
 * @param plan the SHA-256 of options and run files
 * @param hashes the SHA-256 of each file that is read and the fingerprint of each model's folder
 */
record RecipeRecord(
    int format,
    RecipeFile.Kind kind,
    String cloze,
    String started,
    String command,
    String plan,
    ImmutableMap<String, String> hashes) {
  /** The layout that this version writes and reads. */
  static final int FORMAT = 1;

  /** A recipe that begins now. */
  static RecipeRecord of(
      RecipeFile.Kind kind, String command, String plan, ImmutableMap<String, String> hashes) {
    return new RecipeRecord(
        FORMAT,
        kind,
        Version.ofThis(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        command,
        plan,
        hashes);
  }

  /**
   * Checks that a recipe is as it was when it began.
   *
   * @param path its folder
   * @param now the hash of its plan
   * @throws ClozeException {@link RecipeError#OTHER_RECIPE}
   */
  void requirePlan(Path path, String now) {
    if (!now.equals(plan)) {
      throw new ClozeException(
          RecipeError.OTHER_RECIPE,
          "%s: its run files say something else than when the recipe began; put the old ones back,"
              + " or begin anew without --resume",
          path);
    }
  }

  /**
   * Checks that what is read is as it was when the recipe began.
   *
   * @param path its folder
   * @throws ClozeException {@link RecipeError#OTHER_RECIPE}
   */
  void requireFiles(Path path, ImmutableMap<String, String> now) {
    for (Map.Entry<String, String> hash : now.entrySet()) {
      if (!hash.getValue().equals(hashes.get(hash.getKey()))) {
        throw new ClozeException(
            RecipeError.OTHER_RECIPE,
            "%s: has changed since the recipe %s began; put the old one back or begin anew",
            hash.getKey(),
            path);
      }
    }
  }
}
