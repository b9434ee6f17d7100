import { useEffect, useState } from 'react'
import { focusAt } from '@/ui/field-place'
import { type Goal, goalOf } from './model'

/** Where somebody is in a draft: the goal being edited, the measure being looked at, the step whose details are open. */
export function usePlace(goals: Goal[]) {
  const [at, setAt] = useState(0)
  const [measure, setMeasure] = useState<string>()
  const [step, setStep] = useState<string>()
  const [target, setTarget] = useState<string | null>(null)
  const chosen = Math.min(at, goals.length - 1)

  // The control may be on another goal or within a folded step, which must be drawn first.
  useEffect(() => {
    if (target === null) return
    focusAt(target)
    setTarget(null)
  }, [target])

  const choose = (goal: number, key?: string) => {
    setAt(goal)
    setMeasure(key)
    setStep(undefined)
    const index = key ? (goals[goal]?.measures ?? []).findIndex((m) => m.key === key) : -1
    if (index >= 0) setTarget(`/goals/${goal}/measures/${index}/title`)
  }
  const goTo = (pointer: string) => {
    const goal = goalOf(pointer)
    if (goal >= 0) setAt(goal)
    const inStep = /\/steps\/(\d+)/.exec(pointer)
    if (inStep) setStep(goals[goal]?.steps?.[Number(inStep[1])]?.key)
    const inMeasure = /\/measures\/(\d+)/.exec(pointer)
    setMeasure(inMeasure ? goals[goal]?.measures?.[Number(inMeasure[1])]?.key : undefined)
    setTarget(pointer)
  }
  return { chosen, measure, step, choose, setMeasure, setStep, goTo }
}
