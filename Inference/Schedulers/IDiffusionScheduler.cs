namespace Inference.Schedulers;

/// <summary>How a diffusion model's predictions lead from noise to a picture.</summary>
public interface IDiffusionScheduler
{
    /// <summary>Steps the model was trained with.</summary>
    int TrainSteps { get; }

    /// <summary>The schedule of one picture.</summary>
    /// <param name="steps">Denoising steps from pure noise, 1 to <see cref="TrainSteps"/>.</param>
    /// <param name="first">How many are left out at the noisy end, for pictures that start from another one.</param>
    /// <exception cref="ArgumentOutOfRangeException">So many steps are not possible.</exception>
    DiffusionSchedule For(int steps, int first = 0);
}
