using AppHost.Publishing.Units;

namespace AppHost.Publishing.Values;

/// <summary>What the chart's README says of units that are held, and what to do when one stays so.</summary>
internal static class CompileNotes
{
    public static string Text => $"""
        ## While a unit is held

        A Deployment is published paused until a compile Job notes on it, by the annotation `{UnitContent.Released}CONTENT`, that all of the
        unit's programs are in the store; its old pods serve meanwhile, with the fleet that they were made with. A content is the unit as
        `fleet.json` has it, its model, and the images of its compiler and workers: other values change pods at once. What has been let
        go is neither held nor compiled again, after a rollback neither; the Job `{ReleaseHook.Name}` sees to that after every upgrade and rollback.
        It fetches the compiler's image, which is large: give helm `--timeout 15m`. `compile.again=WORD` runs the compile Jobs once more.

        A Job is given up after `compile.deadlineSeconds`, in which its wait for capacity counts, or after `compile.retries`. A Job that
        failed keeps its name until `compile.keepSeconds` are over, and the unit stays held. The way out, once the cause is gone:

            kubectl delete job --namespace inference --selector app.kubernetes.io/component=UNIT-compile
            helm upgrade inference . --namespace inference -f my-values.yaml

        To let a unit go by hand whose programs are in the store: `kubectl rollout resume deployment/UNIT-deployment`.

        - `helm --wait`, `--atomic` and `--rollback-on-failure` wait for Deployments before that Job runs, and some versions of helm do not
          count a held one as ready: at the first installation, and whenever a unit is held, leave them out. They would time out while
          compilers work, and take the installation back.
        - A tool that renders charts without asking the cluster (Argo CD) finds every unit held at each synchronisation. Let it ignore
          differences of `/spec/paused` in Deployments and respect that while it synchronises, or set `compile.enabled=false` and fill the store otherwise.


        """.ReplaceLineEndings("\n");
}
