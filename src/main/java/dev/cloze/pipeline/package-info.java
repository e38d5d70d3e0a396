/**
 * Published recipes of several stages, each a run file with a section {@code recipe}: PET and iPET
 * (Schick and Schütze 2021), which train several patterns, let them label texts together and distil
 * one classifier from that; LM-BFF (Gao, Fisch and Chen 2021), which ranks label words and chooses
 * hyperparameters by training with each.
 *
 * <p>A {@link dev.cloze.pipeline.RecipeFile} becomes a plan, such as {@link
 * dev.cloze.pipeline.PetPlan}: for each seed the runs of its members and of the distilled
 * classifier. A {@link dev.cloze.pipeline.RecipeFolder} holds its record; what else stands there is
 * the business of each kind. Stages hand each other files: a trained member is the folder of a run,
 * what members say of texts is a file of soft labels that {@link dev.cloze.pipeline.Annotator}
 * writes, a training set of the next generation is one that {@link dev.cloze.pipeline.Growth}
 * draws. A stage whose file stands is not done again, so that each can be replaced by another
 * program.
 *
 * <p>May import {@code run} and {@code sweep} and what they may. To add a recipe: a constant of
 * {@link dev.cloze.pipeline.RecipeFile.Kind}, a {@link dev.cloze.pipeline.Recipe} with options,
 * plan, check and folder of its own and a file that reads like its paper, and an example in {@code
 * examples/}.
 */
package dev.cloze.pipeline;
