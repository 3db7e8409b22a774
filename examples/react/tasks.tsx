/** @jsxImportSource react */
import { useMilepost, useProgress } from "milepost/react";
import { useState } from "react";

export function Tasks({ onSignOut }: { onSignOut(): void }) {
  const { track } = useMilepost();
  const progress = useProgress();
  const [tasks, setTasks] = useState<ReadonlyArray<{ id: number; title: string }>>([]);

  function add(form: FormData) {
    setTasks([...tasks, { id: tasks.length, title: `${form.get("task")}` }]);
    track("Task Added");
  }

  return (
    <>
      <header>
        <h1>Tasks</h1>
        <button type="button" onClick={onSignOut}>
          Sign out
        </button>
      </header>
      <p>
        {progress?.gaps.length === 0 ? "You know your way around." : "It takes two steps to know it all."}
      </p>
      <form action={add}>
        <input id="task" name="task" aria-label="Task" required />
        <button type="submit">Add</button>
      </form>
      <ul>
        {tasks.map(({ id, title }) => (
          <li key={id}>
            <label>
              <input type="checkbox" onChange={({ target }) => target.checked && track("Task Done")} />
              <span>{title}</span>
            </label>
          </li>
        ))}
      </ul>
    </>
  );
}
